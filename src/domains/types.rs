//! What the interface knows of organisations' own domains. Moments are RFC 3339 in UTC, and for the
//! organisation's own pages days with times where it is (`2026-03-15T14:30:00`).

use serde::{Deserialize, Serialize};

/// The addresses of one organisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnDomains {
    /// The host that it has of the deployment.
    pub subdomain: String,
    /// The host that all others lead to.
    pub main: String,
    pub domains: Vec<OwnDomain>,
    /// How many it may have.
    pub most: u32,
}

/// A host that an organisation says is its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnDomain {
    /// In ASCII, as browsers send it.
    pub host: String,
    /// As people read it.
    pub shown: String,
    pub state: DomainState,
    pub is_main: bool,
    /// When a claim ends that nobody verified.
    pub expires_at: Option<String>,
    pub verified_at: Option<String>,
    pub looked_at: Option<String>,
    /// When a host that fails is no longer served.
    pub grace_ends_at: Option<String>,
    pub look: Option<Look>,
}

/// A host whose records are gone, for the pages of who can mend them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FailingDomain {
    pub host: String,
    pub shown: String,
    pub grace_ends_at: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DomainState {
    /// Not verified yet.
    Claimed,
    /// Another organisation has verified it.
    Taken,
    /// It was verified once, and its records were gone for too long.
    Lost,
    Verified,
    /// Verified, but its records are gone: it is served until its grace ends.
    Failing,
}

impl DomainState {
    pub fn name(self) -> &'static str {
        match self {
            Self::Claimed => "claimed",
            Self::Taken => "taken",
            Self::Lost => "lost",
            Self::Verified => "verified",
            Self::Failing => "failing",
        }
    }

    /// Whether it leads to the organisation.
    pub fn is_served(self) -> bool {
        matches!(self, Self::Verified | Self::Failing)
    }
}

/// One host with the records that it needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DomainSetup {
    pub domain: OwnDomain,
    pub subdomain: String,
    /// Where the records say whose it is, and what they say.
    pub proof_name: String,
    pub proof_value: String,
    /// It is a domain as somebody registers it, and so the top of a zone before anybody has looked.
    pub is_bare: bool,
    /// Where it has to point at.
    pub target: String,
    pub addresses: Vec<String>,
    /// Who makes the deployment's certificates.
    pub authority: String,
    /// The address that it has, or will have.
    pub url: String,
}

impl DomainSetup {
    /// Whether nothing but the click is missing.
    pub fn is_ready(&self) -> bool {
        !self.domain.state.is_served() && self.domain.look.as_ref().is_some_and(Look::is_ready)
    }

    /// Whether it is the top of a zone, where there can be no CNAME.
    pub fn is_apex(&self) -> bool {
        self.is_bare || self.domain.look.as_ref().is_some_and(|look| look.is_apex)
    }

    /// The type and the value of the record that leads to the deployment's name. The top of a zone has records of its
    /// own, beside which no CNAME may be (RFC 1034, section 3.6.2): some providers have ALIAS in its place.
    pub fn by_name(&self) -> (&'static str, &str) {
        (if self.is_apex() { "ALIAS" } else { "CNAME" }, self.target.as_str())
    }

    /// Types and values of the records that lead to the deployment's addresses.
    pub fn by_address(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.addresses.iter().map(|address| (if address.contains(':') { "AAAA" } else { "A" }, address.as_str()))
    }
}

/// What the DNS says of a host.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Look {
    /// The record that says whose it is.
    pub proof: Found,
    /// Where it leads.
    pub pointing: Found,
    /// Who may make certificates for it.
    pub authority: Found,
    /// It is the top of a zone, where there can be no CNAME.
    pub is_apex: bool,
}

impl Look {
    pub fn is_ready(&self) -> bool {
        self.is_kept() && self.authority.state != RecordState::Wrong
    }

    /// Whether a verified host may stay so.
    pub fn is_kept(&self) -> bool {
        self.proof.state == RecordState::Right && self.pointing.state == RecordState::Right
    }

    /// Whether something is gone, and not just out of our sight.
    pub fn is_gone(&self) -> bool {
        self.proof.state.is_gone() || self.pointing.state.is_gone()
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    pub state: RecordState,
    /// As the DNS has it.
    pub values: Vec<String>,
    pub findings: Vec<Finding>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RecordState {
    Right,
    Wrong,
    Missing,
    /// The DNS could not be asked.
    #[default]
    Unknown,
}

impl RecordState {
    pub fn is_gone(self) -> bool {
        matches!(self, Self::Wrong | Self::Missing)
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Right => "right",
            Self::Wrong => "wrong",
            Self::Missing => "missing",
            Self::Unknown => "unknown",
        }
    }
}

/// What is the matter with a record. Seconds are those for which resolvers may remember what is there now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Finding {
    /// There is no such name.
    NoSuchName {
        seconds: Option<u32>,
    },
    /// The name is there, but no such record.
    NoRecord {
        seconds: Option<u32>,
    },
    /// Nobody answered in time.
    NoAnswer,
    /// The zone's servers answer with an error.
    ServerFailed,
    /// The zone's name stands twice in the record's.
    DoubledZone {
        at: String,
    },
    /// The TXT record is at the host itself.
    AtHostItself,
    /// The value stands in quotes.
    Quoted,
    /// The value of another claim.
    OldValue {
        seconds: u32,
    },
    OtherValue,
    CnameElsewhere {
        target: String,
        seconds: u32,
    },
    AddressElsewhere {
        address: String,
        seconds: u32,
    },
    /// Some visitors get here, others don't.
    SomeElsewhere {
        address: String,
        seconds: u32,
    },
    /// Records of other types beside a CNAME, which the DNS forbids (RFC 1034, section 3.6.2).
    BesideCname {
        kinds: Vec<String>,
    },
    /// The certificate authority is none of those that may.
    AuthorityForbidden {
        at: String,
    },
    /// No authority may: the record is `;`.
    EveryAuthorityForbidden {
        at: String,
    },
    /// The authority may, but is to look at the host in ways that are none of ours (RFC 8657, `validationmethods`).
    AuthorityByOtherMethods {
        at: String,
        methods: String,
    },
    /// The authority may for an account that isn't the deployment's (RFC 8657, `accounturi`).
    AuthorityForOtherAccount {
        at: String,
        account: String,
    },
    /// The authority may for one account, and a proxy orders the certificates by an account that isn't known here.
    AuthorityForUnknownAccount {
        at: String,
        account: String,
    },
    /// A record that can't be read, which counts as one that forbids everybody.
    AuthorityUnreadable {
        at: String,
        value: String,
    },
    /// A property that authorities must understand, and don't: none of them may, whatever else is allowed.
    CriticalProperty {
        at: String,
        tag: String,
    },
}

impl Finding {
    /// The name where one more CAA record, or a right one in the place of what is there, lets the authority issue.
    pub fn mended_by_caa_at(&self) -> Option<&str> {
        match self {
            Self::AuthorityForbidden { at }
            | Self::EveryAuthorityForbidden { at }
            | Self::AuthorityByOtherMethods { at, .. }
            | Self::AuthorityForOtherAccount { at, .. }
            | Self::AuthorityUnreadable { at, .. } => Some(at),
            _ => None,
        }
    }
}
