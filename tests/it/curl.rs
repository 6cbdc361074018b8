//! cURL commands read as requests.

use obzor::request::curl::{
    CurlError, Imported, ImportedBody, ImportedContent, ImportedPart, parse,
};

const TYPE: &str = "Content-Type: application/x-www-form-urlencoded";

/// A request as lines: the method and the URL, the headers, the body, and what is unsupported.
pub(crate) fn lines(found: &Imported) -> String {
    let mut out = format!("{} {}", found.method, found.url);
    for (name, value) in &found.headers {
        out.push_str(&format!("\n{name}: {value}"));
    }
    let typed = |media_type: &Option<String>| {
        media_type.as_ref().map(|found| format!(" ({found})")).unwrap_or_default()
    };
    match &found.body {
        ImportedBody::None => {}
        ImportedBody::Text(text) => out.push_str(&format!("\n= {text}")),
        ImportedBody::File(name) => out.push_str(&format!("\n@ {name}")),
        ImportedBody::Multipart(parts) => {
            out.push_str("\n= parts");
            for ImportedPart { name, content } in parts {
                out.push_str(&match content {
                    ImportedContent::Text { text, media_type } => {
                        format!("\n{name} = {text}{}", typed(media_type))
                    }
                    ImportedContent::File { file_name, media_type } => {
                        format!("\n{name} @ {file_name}{}", typed(media_type))
                    }
                });
            }
        }
    }
    for option in &found.unsupported {
        out.push_str(&format!("\n! {option}"));
    }
    out
}

/// What a command means; `TYPE` in what is expected is the media type that curl adds to data.
fn check(command: &str, expected: &str) {
    let found = parse(command).map_or_else(|error| format!("{error:?}"), |found| lines(&found));
    assert_eq!(found, expected.replace("TYPE", TYPE), "{command}");
}

#[test]
fn methods_and_urls() {
    check("curl h", "GET http://h");
    check("curl https://h/a?b=c#d", "GET https://h/a?b=c#d");
    check("$ curl -XPOST h", "POST http://h");
    check("curl -X PUT --url h/a", "PUT http://h/a");
    check("curl h --request DELETE", "DELETE http://h");
    check("curl --request=PATCH -- h", "PATCH http://h");
    check("curl -sSLkX QUERY h", "QUERY http://h");
    check("curl -I h", "HEAD http://h");
    check("curl --heade 'A: b' h --hea", "GET http://h\nA: b\n! --hea");
    check("curl -sI -X GET h", "GET http://h");
    check("/usr/bin/curl -o out.html -m 5 h", "GET http://h");
    check("sudo curl -oout.html --max-time 5 h > x 2>&1", "GET http://h");
    check("A=b time curl -vvv -# h", "GET http://h");
    check("curl 'h/[1-3]/{a,b}' -g", "GET http://h/[1-3]/{a,b}");
    check("curl https://u:p%40@h/x", "GET https://h/x\nAuthorization: Basic dTpwQA==");
    check("curl //h", "GET http://h");
    check("curl -T a/b.txt https://h/d/", "PUT https://h/d/b.txt\n@ b.txt");
    check("curl -T b.txt https://h", "PUT https://h/b.txt\n@ b.txt");
    check("curl -X POST -T b.txt https://h/c", "POST https://h/c\n@ b.txt");
    check("curl https://h/1 --next https://h/2", "GET https://h/1\n! --next https://h/2");
}

#[test]
fn headers() {
    check("curl h -H 'A: b' -H\"C:d \" --header 'E;'", "GET http://h\nA: b\nC: d\nE: ");
    check("curl h -H 'A: 1' -H 'A: 2' -H 'Accept:'", "GET http://h\nA: 1\nA: 2");
    check("curl h -H @file -H nothing", "GET http://h\n! -H @file\n! -H nothing");
    check("curl h -u a:b", "GET http://h\nAuthorization: Basic YTpi");
    check("curl h -ua", "GET http://h\nAuthorization: Basic YTo=\n! -ua");
    check("curl h -u a:b -H 'authorization: x'", "GET http://h\nauthorization: x");
    check("curl h --oauth2-bearer t", "GET http://h\nAuthorization: Bearer t");
    check("curl h -b 'a=b; c=d' -b e=f", "GET http://h\nCookie: a=b; c=d; e=f");
    check("curl h -b jar.txt -c jar.txt", "GET http://h\n! -b jar.txt");
    check(
        "curl h -A me -e https://r -r 0-9",
        "GET http://h\nUser-Agent: me\nReferer: https://r\nRange: bytes=0-9",
    );
    check("curl h -A '' -e ';auto'", "GET http://h\n! -e ';auto'");
    check("curl h --compressed --http2 --no-location", "GET http://h");
    check("curl h -H \"$(printf 'X: caf\\351')\"", "GET http://h\nX: café");
    check("curl h -H $'X: caf\\u00e9\\xe9'", "GET http://h\nX: caféé");
}

#[test]
fn data() {
    check("curl h -d a=b -d c", "POST http://h\nTYPE\n= a=b&c");
    check("curl h -d '' -X PUT", "PUT http://h\nTYPE\n= ");
    check("curl h -d 'a\nb' --data-ascii=c", "POST http://h\nTYPE\n= a\nb&c");
    check("curl h --data-raw @x", "POST http://h\nTYPE\n= @x");
    check("curl h -H 'content-type: a/b' --data-binary x", "POST http://h\ncontent-type: a/b\n= x");
    check("curl h -H 'Content-Type:' -d x", "POST http://h\n= x");
    check("curl h -d @dir/a.json", "POST http://h\nTYPE\n@ a.json");
    check("curl h -d a -d @b -d c", "POST http://h\nTYPE\n= a&&c\n! -d @b");
    check(
        "curl h --json '{\"a\":' --json '1}'",
        "POST http://h\nContent-Type: application/json\nAccept: application/json\n= {\"a\":1}",
    );
    check(
        "curl h --data-urlencode 'a b' --data-urlencode '=c&' --data-urlencode 'd=e é'",
        "POST http://h\nTYPE\n= a+b&c%26&d=e+%C3%A9",
    );
    check("curl h --data-urlencode a@b", "GET http://h\n! --data-urlencode a@b");
    check("curl -G 'h/?x=1#f' -d a=b --data-urlencode 'c= '", "GET http://h/?x=1&a=b&c=+#f");
    check("curl -G h -d a=b -I", "HEAD http://h?a=b");
    check("curl h --url-query 'a=b c' --url-query +d=%20", "GET http://h?a=b+c&d=%20");
    check("curl h -d @-", "POST http://h\nTYPE\n= \n! -d @-");
    check("curl h -X POST -H 'Content-Length: 0'", "POST http://h");
    check("curl h -d $'\\377'", "POST http://h\nTYPE\n= \u{fffd}\n! -d $'\\377'");
}

#[test]
fn forms() {
    check(
        "curl h -F a=b -F 'c=d;type=text/x;charset=u'",
        "POST http://h\n= parts\na = b\nc = d (text/x;charset=u)",
    );
    check("curl h -F 'f=@d/a.png;type=image/png'", "POST http://h\n= parts\nf @ a.png (image/png)");
    check("curl h -F 'f=@\"a\\\"\\\\;.b\";filename=\"c.d\"'", "POST http://h\n= parts\nf @ c.d");
    check(
        "curl h -F 'a=\"x;\\\"y\"' -F 'b= z ; q'",
        "POST http://h\n= parts\na = x;\"y\nb = z\n! ; q",
    );
    check("curl h --form-string 'a=@b;type=c'", "POST http://h\n= parts\na = @b;type=c");
    check(
        "curl h -F 'a=<f' -F 'b=@x,y' -F c",
        "POST http://h\n= parts\n! -F 'a=<f'\n! -F 'b=@x,y'\n! -F c",
    );
    check("curl h -H 'Content-Type: multipart/form-data' -F a=b", "POST http://h\n= parts\na = b");
    let boundary = "curl h -H 'Content-Type: multipart/form-data; boundary=B' --data-raw ";
    check(
        &format!(
            "{boundary}$'--B\\r\\nContent-Disposition: form-data; name=\"a%22\"\\r\\n\\r\\n1\\n\\r\\n--B\\r\\nContent-Disposition: form-data; name=\"f\"; filename=\"x.y\"\\r\\nContent-Type: a/b\\r\\n\\r\\n\\r\\n--B--\\r\\n'"
        ),
        "POST http://h\n= parts\na\" = 1\n\nf @ x.y (a/b)",
    );
    check(
        &format!("{boundary}--B--x"),
        "POST http://h\nContent-Type: multipart/form-data; boundary=B\n= --B--x",
    );
}

#[test]
fn words_of_a_posix_shell() {
    check("curl h \\\n  -d a\\\r\n\\ b", "POST http://h\nTYPE\n= a b");
    check("curl h \\  \n -I", "HEAD http://h");
    check("curl h -d 'it'\\''s' # -I", "POST http://h\nTYPE\n= it's");
    check("curl h -d \"a\\\"\\$\\`\\\\\\n\\\n!\"", "POST http://h\nTYPE\n= a\"$`\\\\n!");
    check(
        "curl h -d $'\\n\\t\\\\\\'\\\"\\x41\\101\\u00e9\\U0001F600\\e\\q\\ud83d\\ude00\\ud83d'",
        "POST http://h\nTYPE\n= \n\t\\'\"AAé😀\u{1b}\\q😀\u{fffd}",
    );
    check("curl h -d $'\\xd0\\x96\\cA\\x'", "POST http://h\nTYPE\n= Ж\u{1}\\x");
    check(
        "export a='b c' x\nd=\"$a\"\ne=${d}!\ncurl \"h/$e/$x/${y}\"",
        "GET http://h/b c!/$x/${y}",
    );
    check("o='-I -s'; curl $o h", "HEAD http://h");
    check("curl ${a:-h}/$1", "GET ${a:-h}/$1");
    check("curl h -d \"$(printf 'a\\tb\\n\\n')\"'\n'", "POST http://h\nTYPE\n= a\tb\n");
    check("curl h -d \"$(printf '%s-%%' 'x y')\"", "POST http://h\nTYPE\n= x y-%");
    check("cd x && curl h; curl i", "GET http://h\n! cd x\n! curl i");
    check("curl -s h | jq .a", "GET http://h\n! | jq .a");
    check("printf 'a\\0' | curl h --data-binary @-", "POST http://h\nTYPE\n= a\0");
    check(
        "echo '{\"a\":1}' |\n curl h --json @-",
        "POST http://h\nContent-Type: application/json\nAccept: application/json\n= {\"a\":1}",
    );
    check("cat d/f.bin | curl h -X PUT --data-binary @-", "PUT http://h\nTYPE\n@ f.bin");
    check("curl h -T - < f.bin", "PUT http://h\n@ f.bin");
    check(
        "{ printf 'a'; cat 'f'; } | curl h --data-binary @-",
        "POST http://h\nTYPE\n= a\n! --data-binary @-",
    );
    check(
        "x=1\ncurl h --data-binary @- <<E\n\"$x\"\n\\$y\nE\n",
        "POST http://h\nTYPE\n= \"1\"\n$y\n",
    );
    check("curl h --data-binary @- <<-'E' -s\n\t$x\n\tE\nls", "POST http://h\nTYPE\n= $x\n\n! ls");
    check("curl h -d @- <<< '{}'", "POST http://h\nTYPE\n= {}");
    check("(curl h)", "GET http://h");
}

#[test]
fn what_browsers_copy() {
    check(
        "curl 'https://h/a?b=c' \\\n  -H 'accept: */*' \\\n  -b 'k=v' \\\n  -H 'content-type: application/json' \\\n  --data-raw $'{\"a\":\"it\\'s\\u0021\\\\n\"}' ;\n",
        "POST https://h/a?b=c\naccept: */*\ncontent-type: application/json\nCookie: k=v\n= {\"a\":\"it's!\\n\"}",
    );
    check(
        "curl 'https://h/' --compressed -X POST -H 'User-Agent: M' -H 'Content-Length: 3' --data-raw 'a=b'",
        "POST https://h/\nUser-Agent: M\nContent-Length: 3\nTYPE\n= a=b",
    );
    check(
        "curl ^\"https://h/a?b=c^&d=^%^20^\" ^\n  -H ^\"accept: */*^\" ^\n  --data-raw ^\"^{^\\^\"a^\\^\":^\\^\"x^\\\\^\\^\"y^\\\\n^\n\nz^\\^\"^}^\"",
        "POST https://h/a?b=c&d=%20\naccept: */*\nTYPE\n= {\"a\":\"x\\\"y\\n\nz\"}",
    );
    check(
        "curl \"https://h/a\" ^\r\n  -H \"X: 'a' & \\\"b\\\" \"\"c\"\" d\\\\\" ^\r\n  --data-raw \"100%%\" & echo x",
        "POST https://h/a\nX: 'a' & \"b\" \"c\" d\\\nTYPE\n= 100%\n! echo x",
    );
    check("set \"u=https://h\"\r\ncurl.exe \"%u%/%v%\"", "GET https://h/%v%");
    check(
        "$u = 'https://h'\ncurl.exe -X POST `\n  -H 'A: it''s' `\r\n  -d '{\\\"a\\\": 1}' `\n  \"${u}/`$x\"",
        "POST https://h/$x\nA: it's\nTYPE\n= {\"a\": 1}",
    );
    check("curl.exe h -d '{\"a\": 1}'", "POST http://h\nTYPE\n= {\"a\": 1}");
}

#[test]
fn what_is_unsupported_is_named() {
    check(
        "curl h -x http://p:1 -U a:b -E c.pem",
        "GET http://h\n! -x http://p:1\n! -U a:b\n! -E c.pem",
    );
    check(
        "curl h --resolve a:1:b -K f --wat --wat=x",
        "GET http://h\n! --resolve a:1:b\n! -K f\n! --wat\n! --wat=x",
    );
    check("curl h --digest -u a:b -s!", "GET http://h\n! --digest\n! -s!");
    check("curl h - -H", "GET http://h\n! -\n! -H");
    check("curl h -F a=b -d c", "POST http://h\n= parts\na = b\n! --data --form");
}

#[test]
fn what_is_no_request_is_said() {
    let check = |command: &str, expected: CurlError| {
        assert_eq!(parse(command), Err(expected), "{command}");
    };
    check("", CurlError::NotCurl);
    check("wget h", CurlError::NotCurl);
    check("echo curl h", CurlError::NotCurl);
    check("curl -s", CurlError::NoUrl);
    check("curl -s ''", CurlError::NoUrl);
    check("curl a b", CurlError::SeveralUrls("b".to_owned()));
    check("curl h \\\n -d é'x", CurlError::OpenQuote { line: 2, column: 6 });
    check("curl h -d \"x", CurlError::OpenQuote { line: 1, column: 11 });
    check("curl h -d $'x\\'", CurlError::OpenQuote { line: 1, column: 11 });
    check("curl $(cat (x)) y", CurlError::Substitution("$(cat (x))".to_owned()));
    check("curl \"`date` y\"", CurlError::Substitution("`date`".to_owned()));
    check("curl $(printf '%d' 1)", CurlError::Substitution("$(printf '%d' 1)".to_owned()));
    check("curl $(printf $(x))", CurlError::Substitution("$(printf $(x))".to_owned()));
    check("ls -l | curl h -d @-", CurlError::Pipe("ls -l".to_owned()));
    check("a | cat | curl h -d @-", CurlError::Pipe("cat".to_owned()));
    let doubled = "a=$a$a\n".repeat(60);
    check(&format!("a=xxxxxxxx\n{doubled}curl $a"), CurlError::TooLong);
}

/// No clock here: what took the square of its length would not end within a test's patience.
#[test]
fn long_texts_are_read_in_one_pass() {
    let pieces = [
        "\\",
        "$(",
        "`",
        "'",
        "\"",
        "^\"",
        "^\n",
        "`\n",
        "{ ",
        "a=$a ",
        "-d @- ",
        "-F 'a=\"' ",
        "<<E\n",
        "$'\\u",
        "%",
        "\\ ",
        "-H 'A' ",
        "curl ",
        "| cat ",
        "-d x ",
        "--x=",
        "-b a=b ",
        "-xs",
        "--",
    ];
    for piece in pieces {
        for start in ["", "curl h ", "curl h -d '", "curl h -", "curl h ^\"", "curl h `\n"] {
            let _ = parse(&format!("{start}{}", piece.repeat(200_000 / piece.len())));
        }
    }
}
