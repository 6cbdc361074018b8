//! The options of curl: what each means for a request.

/// What an option means here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    Method,
    Header,
    Data,
    DataRaw,
    DataBinary,
    DataUrlencode,
    Json,
    Form,
    FormString,
    Get,
    Head,
    User,
    Cookie,
    Agent,
    Referer,
    Upload,
    Bearer,
    Range,
    Url,
    UrlQuery,
    /// What follows is another request.
    Next,
    /// It changes nothing of the request.
    Ignored {
        argument: bool,
    },
    /// It changes the request in a way that cannot be said here.
    Refused {
        argument: bool,
    },
}

impl Meaning {
    pub(super) fn takes_argument(self) -> bool {
        match self {
            Self::Get | Self::Head | Self::Next => false,
            Self::Ignored { argument } | Self::Refused { argument } => argument,
            _ => true,
        }
    }
}

/// A name, its letter or a blank, and its meaning.
const KNOWN: [(&str, char, Meaning); 23] = [
    ("request", 'X', Meaning::Method),
    ("header", 'H', Meaning::Header),
    ("data", 'd', Meaning::Data),
    ("data-ascii", ' ', Meaning::Data),
    ("data-raw", ' ', Meaning::DataRaw),
    ("data-binary", ' ', Meaning::DataBinary),
    ("data-urlencode", ' ', Meaning::DataUrlencode),
    ("json", ' ', Meaning::Json),
    ("form", 'F', Meaning::Form),
    ("form-string", ' ', Meaning::FormString),
    ("get", 'G', Meaning::Get),
    ("head", 'I', Meaning::Head),
    ("user", 'u', Meaning::User),
    ("cookie", 'b', Meaning::Cookie),
    ("user-agent", 'A', Meaning::Agent),
    ("referer", 'e', Meaning::Referer),
    ("upload-file", 'T', Meaning::Upload),
    ("oauth2-bearer", ' ', Meaning::Bearer),
    ("range", 'r', Meaning::Range),
    ("url", ' ', Meaning::Url),
    ("url-query", ' ', Meaning::UrlQuery),
    ("next", ':', Meaning::Next),
    ("variable", ' ', Meaning::Refused { argument: true }),
];

/// Options without an argument that change nothing; `name:letter` if they have a letter.
const IGNORED_FLAGS: &str = "
    silent:s show-error:S location:L insecure:k include:i verbose:v fail:f progress-bar:# globoff:g
    fail-with-body fail-early compressed http0.9 http1.0:0 http1.1 http2 http2-prior-knowledge http3
    http3-only remote-name:O remote-name-all remote-header-name:J remote-time:R no-buffer:N buffer
    ipv4:4 ipv6:6 tlsv1:1 tlsv1.0 tlsv1.1 tlsv1.2 tlsv1.3 sslv2:2 sslv3:3 ssl ssl-reqd ssl-no-revoke
    ssl-allow-beast ssl-auto-client-cert ssl-revoke-best-effort ssl-sessions location-trusted
    create-dirs disable:q parallel:Z parallel-immediate styled-output use-ascii:B append:a basic
    manual:M version:V junk-session-cookies:j list-only:l path-as-is post301 post302 post303 raw
    remove-on-error clobber no-clobber retry-all-errors retry-connrefused cert-status
    compressed-ssh crlf disable-eprt disable-epsv disallow-username-in-url doh-cert-status
    doh-insecure alpn npn no-alpn no-npn keepalive no-keepalive sessionid no-sessionid
    progress-meter no-progress-meter false-start form-escape ftp-create-dirs ftp-pasv ftp-pret
    ftp-skip-pasv-ip ftp-ssl-ccc ftp-ssl-control ignore-content-length mail-rcpt-allowfails
    metalink proxytunnel:p proxy-basic proxy-insecure proxy-ssl-allow-beast
    proxy-ssl-auto-client-cert proxy-tlsv1 sasl-ir socks5-basic suppress-connect-headers
    tcp-fastopen tcp-nodelay tftp-no-options trace-ids trace-time xattr mptcp skip-existing
    parallel-max-host tls-earlydata ca-native proxy-ca-native out-null";

/// Options with an argument that change nothing.
const IGNORED: &str = "
    output:o output-dir max-time:m connect-timeout retry retry-delay retry-max-time write-out:w
    cookie-jar:c dump-header:D cacert capath ciphers tls13-ciphers tls-max curves crlfile stderr
    trace trace-ascii trace-config max-redirs max-filesize limit-rate rate speed-limit:Y speed-time:y
    keepalive-time keepalive-cnt dns-interface dns-ipv4-addr dns-ipv6-addr dns-servers doh-url
    interface local-port libcurl etag-save hsts alt-svc proto proto-default proto-redir
    parallel-max pinnedpubkey expect100-timeout happy-eyeballs-timeout-ms create-file-mode
    delegation egd-file engine ftp-account ftp-alternative-to-user ftp-method ftp-port:P
    ftp-ssl-ccc-mode hostpubmd5 hostpubsha256 krb login-options mail-auth mail-from mail-rcpt
    noproxy proxy-cacert proxy-capath proxy-ciphers proxy-crlfile proxy-pinnedpubkey
    proxy-service-name proxy-tls13-ciphers pubkey quote:Q random-file sasl-authzid service-name
    socks5-gssapi-service telnet-option:t tftp-blksize ip-tos vlan-priority dns-options help:h
    sigalgs knownhosts";

/// Options without an argument that change the request.
const REFUSED_FLAGS: &str = "
    anyauth digest negotiate ntlm ntlm-wb netrc:n netrc-optional haproxy-protocol tr-encoding
    proxy-anyauth proxy-digest proxy-negotiate proxy-ntlm socks5-gssapi socks5-gssapi-nec
    proxy-http2 proxy-http3";

/// Options with an argument that change the request.
const REFUSED: &str = "
    proxy:x proxy1.0 preproxy socks4 socks4a socks5 socks5-hostname proxy-user:U proxy-header
    proxy-cert proxy-cert-type proxy-key proxy-key-type proxy-pass proxy-tlsauthtype
    proxy-tlspassword proxy-tlsuser cert:E cert-type key key-type pass tlsauthtype tlspassword
    tlsuser config:K resolve connect-to unix-socket abstract-unix-socket netrc-file aws-sigv4
    continue-at:C etag-compare time-cond:z request-target haproxy-clientip ech upload-flags
    expand-url expand-data expand-header expand-json expand-form expand-data-raw expand-user
    expand-data-binary expand-data-urlencode expand-url-query expand-variable expand-cookie
    expand-oauth2-bearer expand-request expand-output";

/// Every option: its name, its letter or a blank, its meaning.
fn all() -> impl Iterator<Item = (&'static str, char, Meaning)> {
    let lists = [
        (IGNORED_FLAGS, Meaning::Ignored { argument: false }),
        (IGNORED, Meaning::Ignored { argument: true }),
        (REFUSED_FLAGS, Meaning::Refused { argument: false }),
        (REFUSED, Meaning::Refused { argument: true }),
    ];
    let listed = lists.into_iter().flat_map(|(list, meaning)| {
        list.split_whitespace().map(move |entry| {
            let (name, letter) = entry.split_once(':').unwrap_or((entry, " "));
            (name, letter.chars().next().unwrap_or(' '), meaning)
        })
    });
    KNOWN.into_iter().chain(listed)
}

/// The meaning of `-x`.
pub(super) fn short(letter: char) -> Option<Meaning> {
    all().find(|(_, found, _)| *found == letter && letter != ' ').map(|(.., meaning)| meaning)
}

/// The meaning of `--name`, or of the beginning of a name that no other has.
pub(super) fn long(name: &str) -> Option<Meaning> {
    exact(name).or_else(|| {
        let mut found = all().filter(|(other, ..)| !name.is_empty() && other.starts_with(name));
        let (_, _, meaning) = found.next()?;
        found.next().is_none().then_some(meaning)
    })
}

/// The meaning of a whole name. `--no-name` switches off what is off until it is switched on.
pub(super) fn exact(name: &str) -> Option<Meaning> {
    let of = |name: &str| all().find(|(other, ..)| *other == name).map(|(.., meaning)| meaning);
    of(name).or_else(|| {
        let meaning = of(name.strip_prefix("no-")?)?;
        (!meaning.takes_argument() && meaning != Meaning::Next)
            .then_some(Meaning::Ignored { argument: false })
    })
}
