//! The grants that need the user in a window of the authorization server: the authorization code with
//! PKCE (RFC 6749 §4.1, RFC 7636), the implicit one (§4.2) and that of devices (RFC 8628).

use super::oauth::{
    ClientAuthentication, Credentials, Grant, Proof, Refusal, client_request, read_object,
    read_reply, seconds,
};
use super::origin;
use crate::operation::Flow;
use crate::request::{WireRequest, WireResponse, encode};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

/// How a token is got.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum GrantKind {
    /// RFC 6749 §4.4
    #[default]
    ClientCredentials,
    /// RFC 6749 §4.1
    AuthorizationCode,
    /// RFC 8628
    Device,
    /// RFC 6749 §4.3; RFC 9700 §2.4 forbids it.
    Password,
    /// RFC 6749 §4.2; RFC 9700 §2.1.2 advises against it.
    Implicit,
}

impl GrantKind {
    /// Every kind, the preferred ones first.
    pub const ALL: [Self; 5] = [
        Self::ClientCredentials,
        Self::AuthorizationCode,
        Self::Device,
        Self::Password,
        Self::Implicit,
    ];

    /// Its name in a description (OpenAPI 3.2, "OAuth Flows Object").
    pub fn name(self) -> &'static str {
        match self {
            Self::ClientCredentials => "clientCredentials",
            Self::AuthorizationCode => "authorizationCode",
            Self::Device => "deviceAuthorization",
            Self::Password => "password",
            Self::Implicit => "implicit",
        }
    }

    /// The kind of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Whether a client needs its secret for it.
    pub fn needs_secret(self) -> bool {
        self == Self::ClientCredentials
    }

    /// Whether new systems should do without it.
    pub fn is_deprecated(self) -> bool {
        matches!(self, Self::Password | Self::Implicit)
    }
}

/// A request to the user, and what its answer is compared with.
#[derive(Clone, PartialEq, Eq)]
pub struct Asked {
    /// The grant.
    pub kind: GrantKind,
    /// The address of the window.
    pub url: String,
    /// `state`, which the answer has to bring back (RFC 6749 §10.12).
    pub state: String,
    /// `code_verifier`, which proves that the code was asked for here.
    pub verifier: String,
    /// The address that the answer comes to.
    pub redirect_uri: String,
}

/// Makes the request to the user. `random` is 32 bytes for the state and 32 for the verifier.
pub fn ask(
    kind: GrantKind,
    endpoint: &str,
    (client_id, redirect_uri, scope): (&str, &str, &str),
    random: &[u8; 64],
) -> Asked {
    let (state, verifier) = random.split_at(32);
    let (state, verifier) = (encode::base64_url(state), encode::base64_url(verifier));
    let challenge = challenge(&verifier);
    let is_code = kind != GrantKind::Implicit;
    let mut form = vec![
        ("response_type", if is_code { "code" } else { "token" }),
        ("client_id", client_id),
        ("redirect_uri", redirect_uri),
        ("state", &state),
    ];
    if !scope.is_empty() {
        form.push(("scope", scope));
    }
    if is_code {
        form.push(("code_challenge", &challenge));
        form.push(("code_challenge_method", "S256"));
    }
    let between = if endpoint.contains('?') { '&' } else { '?' };
    let url = format!("{endpoint}{between}{}", encode::form_pairs(form));
    Asked { kind, url, state, verifier, redirect_uri: redirect_uri.to_owned() }
}

/// `code_challenge` of the method S256 (RFC 7636 §4.2).
pub fn challenge(verifier: &str) -> String {
    encode::base64_url(&Sha256::digest(verifier.as_bytes()))
}

/// What the authorization server brought back.
#[derive(Clone, PartialEq, Eq)]
pub enum Answered {
    /// A code, to be exchanged for a token.
    Code(Proof),
    /// The token itself, by the implicit grant.
    Token(Box<Grant>),
}

/// Reads the query or the fragment that the window came back with.
pub fn read_answer(text: &str, asked: &Asked) -> Result<Answered, Refusal> {
    let pairs = encode::parse_form(text.trim_start_matches(['?', '#']));
    let field =
        |name: &str| pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone());
    // First of all: an answer that was made elsewhere says nothing.
    if field("state").as_ref() != Some(&asked.state) {
        return Err(Refusal::State);
    }
    if let Some(code) = field("error") {
        let (description, uri) = (field("error_description"), field("error_uri"));
        return Err(Refusal::OAuth { code, description, uri });
    }
    if let Some(code) = field("code").filter(|_| asked.kind == GrantKind::AuthorizationCode) {
        let (redirect_uri, verifier) = (asked.redirect_uri.clone(), asked.verifier.clone());
        return Ok(Answered::Code(Proof::Code { code, redirect_uri, verifier }));
    }
    // Each grant has its own answer; the other one was not asked for.
    if field("access_token").is_none() || asked.kind != GrantKind::Implicit {
        return Err(Refusal::NoCode);
    }
    // The fields are those of a token reply (RFC 6749 §4.2.2).
    let members = pairs.iter().map(|(name, value)| (name.clone(), Value::from(value.as_str())));
    let response = WireResponse {
        status: 200,
        headers: vec![("Content-Type".to_owned(), "application/json".to_owned())],
        body: Value::Object(members.collect::<Map<_, _>>()).to_string().into_bytes(),
        ..WireResponse::default()
    };
    read_reply(&response, &Proof::Client).map(|grant| Answered::Token(Box::new(grant)))
}

/// What a user does on another device (RFC 8628 §3.2).
#[derive(Clone, PartialEq, Eq)]
pub struct Device {
    /// The code that the token is asked for with.
    pub code: String,
    /// The code that the user types.
    pub user_code: String,
    /// The address where they type it.
    pub verification_uri: String,
    /// The same address with the code in it, if there is one.
    pub complete_uri: Option<String>,
    /// How long the codes live, in seconds.
    pub expires_in: u64,
    /// How long to wait between two questions, in seconds.
    pub interval: u64,
}

/// The request for a device's codes (RFC 8628 §3.1).
pub fn device_request(
    endpoint: &str,
    client: (&Credentials, ClientAuthentication),
    scope: &str,
) -> WireRequest {
    let form = if scope.is_empty() { Vec::new() } else { vec![("scope", scope)] };
    let is_public = client.0.secret.is_empty();
    client_request(endpoint, client, form, is_public)
}

/// Reads a device's codes.
pub fn read_device(response: &WireResponse) -> Result<Device, Refusal> {
    let object = read_object(response)?;
    let text = |name: &str| object.get(name).and_then(Value::as_str).map(str::to_owned);
    let number = |name: &str| object.get(name).and_then(seconds);
    // Some servers still use the name of the drafts.
    let uri = text("verification_uri").or_else(|| text("verification_url"));
    Ok(Device {
        code: text("device_code").ok_or(Refusal::NoCode)?,
        user_code: text("user_code").ok_or(Refusal::NoCode)?,
        verification_uri: uri.ok_or(Refusal::NoCode)?,
        complete_uri: text("verification_uri_complete"),
        expires_in: number("expires_in").unwrap_or(1800),
        interval: number("interval").unwrap_or(5).clamp(1, 600),
    })
}

/// How long to wait before the next question, in seconds; `None` if there is nothing to wait for
/// (RFC 8628 §3.5).
pub fn wait_on(refusal: &Refusal, interval: u64) -> Option<u64> {
    match refusal {
        Refusal::OAuth { code, .. } if code == "authorization_pending" => Some(interval),
        Refusal::OAuth { code, .. } if code == "slow_down" => Some(interval.saturating_add(5)),
        _ => None,
    }
}

/// What an OpenID provider says of itself (OpenID Connect Discovery 1.0 §3, RFC 8414 §2).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Provider {
    /// Where the user agrees.
    pub authorization_endpoint: String,
    /// Where a token is asked for.
    pub token_endpoint: String,
    /// Where a device asks for its codes; may be empty.
    pub device_endpoint: String,
    /// Where a token is taken back (RFC 7009); may be empty.
    pub revocation_endpoint: String,
    /// The scopes that it knows.
    pub scopes: Vec<String>,
    /// The grants that it knows, by their `grant_type`.
    pub grants: Vec<String>,
}

impl Provider {
    /// The flows that it offers.
    pub fn flows(&self) -> Vec<Flow> {
        let knows = |grant: &str, default: bool| {
            self.grants.iter().any(|known| known == grant) || (self.grants.is_empty() && default)
        };
        let flow = |kind: GrantKind| Flow {
            kind: kind.name().to_owned(),
            authorization_url: self.authorization_endpoint.clone(),
            token_url: self.token_endpoint.clone(),
            device_url: self.device_endpoint.clone(),
            revocation_url: self.revocation_endpoint.clone(),
            scopes: self.scopes.iter().map(|scope| (scope.clone(), String::new())).collect(),
        };
        let offered = GrantKind::ALL.into_iter().filter(|kind| match kind {
            // Without a list, a provider offers these two (OpenID Connect Discovery 1.0 §3).
            GrantKind::AuthorizationCode => knows("authorization_code", true),
            GrantKind::Implicit => knows("implicit", true),
            GrantKind::ClientCredentials => knows("client_credentials", false),
            GrantKind::Password => knows("password", false),
            GrantKind::Device => !self.device_endpoint.is_empty(),
        });
        offered.map(flow).collect()
    }
}

/// Reads a provider's settings, which were asked for at `url`. A host speaks for itself alone: the issuer has to
/// be of the same one (OpenID Connect Discovery 1.0 §4.3 wants more, but large providers differ in the path).
pub fn read_provider(response: &WireResponse, url: &str) -> Result<Provider, Refusal> {
    let object = read_object(response)?;
    let text = |name: &str| object.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let issuer = text("issuer");
    if origin(&issuer).is_none_or(|host| origin(url) != Some(host)) {
        return Err(Refusal::Issuer(issuer));
    }
    let list = |name: &str| {
        let items = object.get(name).and_then(Value::as_array).into_iter().flatten();
        items.filter_map(|item| item.as_str().map(str::to_owned)).collect()
    };
    Ok(Provider {
        authorization_endpoint: text("authorization_endpoint"),
        token_endpoint: text("token_endpoint"),
        device_endpoint: text("device_authorization_endpoint"),
        revocation_endpoint: text("revocation_endpoint"),
        scopes: list("scopes_supported"),
        grants: list("grant_types_supported"),
    })
}
