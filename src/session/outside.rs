//! How a token is got without this page: the same requests, with names in capitals for what only the reader
//! knows. No secret is ever written into them.

use super::authorization::{self, GrantKind};
use super::oauth::ClientAuthentication;

/// A step on the way to a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// An address to open in a browser; what it comes back with has the code.
    Open(String),
    /// A form to send to an endpoint. `by_header` says that the client names itself by HTTP Basic.
    Send {
        /// The endpoint.
        endpoint: String,
        /// The fields of the form.
        fields: Vec<(&'static str, String)>,
        /// Whether user and password of HTTP Basic go with it.
        by_header: bool,
    },
}

/// The client and the endpoints that it asks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outside {
    /// The grant.
    pub grant: GrantKind,
    /// How the client proves itself.
    pub authentication: ClientAuthentication,
    /// `client_id`; empty if it was not typed yet.
    pub client_id: String,
    /// Whether the client has a secret.
    pub has_secret: bool,
    /// The scope to ask for; empty for none.
    pub scope: String,
    /// The token endpoint.
    pub token_url: String,
    /// Where the user agrees, or a device asks for its codes.
    pub other_url: String,
    /// The address that the answer comes to.
    pub redirect_uri: String,
}

impl Outside {
    /// The steps, in order.
    pub fn steps(&self) -> Vec<Step> {
        let send = |fields| self.send(&self.token_url, fields);
        let text = |text: &str| text.to_owned();
        match self.grant {
            GrantKind::ClientCredentials => {
                vec![send(vec![("grant_type", text("client_credentials"))])]
            }
            GrantKind::Password => vec![send(vec![
                ("grant_type", text("password")),
                ("username", text("USER")),
                ("password", text("PASSWORD")),
            ])],
            GrantKind::AuthorizationCode => vec![
                self.open(),
                send(vec![
                    ("grant_type", text("authorization_code")),
                    ("code", text("CODE")),
                    ("redirect_uri", self.redirect_uri.clone()),
                    ("code_verifier", text("CODE_VERIFIER")),
                ]),
            ],
            GrantKind::Device => vec![
                self.send(&self.other_url, Vec::new()),
                send(vec![
                    ("grant_type", text("urn:ietf:params:oauth:grant-type:device_code")),
                    ("device_code", text("DEVICE_CODE")),
                ]),
            ],
            GrantKind::Implicit => vec![self.open()],
        }
    }

    fn client_id(&self) -> &str {
        if self.client_id.is_empty() { "CLIENT_ID" } else { &self.client_id }
    }

    fn open(&self) -> Step {
        let named = (self.client_id(), &*self.redirect_uri, &*self.scope);
        let asked = authorization::ask(self.grant, &self.other_url, named, &[0; 64]);
        let challenge = authorization::challenge(&asked.verifier);
        let url = asked.url.replace(&asked.state, "STATE").replace(&challenge, "CODE_CHALLENGE");
        Step::Open(url)
    }

    fn send(&self, endpoint: &str, mut fields: Vec<(&'static str, String)>) -> Step {
        let by_header = self.has_secret && self.authentication == ClientAuthentication::Basic;
        let place = fields.len().min(1);
        if !by_header {
            if self.has_secret {
                fields.insert(place, ("client_secret", "CLIENT_SECRET".to_owned()));
            }
            fields.insert(place, ("client_id", self.client_id().to_owned()));
        }
        // A code was asked for with its scope already (RFC 6749 §4.1.3), and so was a device's.
        let is_second = fields.iter().any(|(name, _)| *name == "code" || *name == "device_code");
        if !self.scope.is_empty() && !is_second {
            fields.push(("scope", self.scope.clone()));
        }
        Step::Send { endpoint: endpoint.to_owned(), fields, by_header }
    }
}
