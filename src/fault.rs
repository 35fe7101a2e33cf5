//! What an answer may say of a failure: a kind, and for bad input the fields with what is wrong in each. No text: the
//! interface words it in the reader's language. No cause: causes are logged (`crate::error`), never sent.

use serde::{Deserialize, Serialize};

/// The kinds of failure that leave the server, each with one HTTP status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    /// 404; also what belongs to another organisation.
    NotFound,
    /// 401: nobody is signed in.
    Unauthenticated,
    /// 403: signed in, without the permission.
    Forbidden,
    /// 403: support that may only look.
    ReadOnly,
    /// 403: the organisation's plan doesn't have it.
    NotInPlan,
    /// 403: the organisation has more than its plan allows, and the grace is over.
    OverLimit,
    /// 422: the fields say what to mend.
    Invalid,
    /// 409: somebody else changed it first.
    Conflict,
    /// 429: try again after so many seconds.
    RateLimited { seconds: u32 },
    /// 503: try again after so many seconds.
    Unavailable { seconds: u32 },
    /// 500: our fault, logged under the request's id.
    Internal,
}

impl Kind {
    pub fn status(self) -> u16 {
        match self {
            Self::NotFound => 404,
            Self::Unauthenticated => 401,
            Self::Forbidden | Self::ReadOnly | Self::NotInPlan | Self::OverLimit => 403,
            Self::Invalid => 422,
            Self::Conflict => 409,
            Self::RateLimited { .. } => 429,
            Self::Unavailable { .. } => 503,
            Self::Internal => 500,
        }
    }

    /// Seconds after which another try is worth it, for the header `Retry-After`.
    pub fn retry_after(self) -> Option<u32> {
        match self {
            Self::RateLimited { seconds } | Self::Unavailable { seconds } => Some(seconds),
            _ => None,
        }
    }
}

/// What is wrong with one field. Lengths count characters, amounts are minor units.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Problem {
    Required,
    TooShort {
        least: u32,
    },
    TooLong {
        most: u32,
    },
    OutOfRange {
        least: i64,
        most: i64,
    },
    NotAnEmail,
    NotANumber,
    NotAnAmount,
    NotADate,
    NotAColor,
    NotAChoice,
    /// The default language has to be one of those offered.
    DefaultNotOffered,
    /// Not a name with an address that begins with `https://`.
    NotALinkLine,
    TooMany {
        most: u32,
    },
    /// A file that isn't kept any more.
    ChooseAgain,
    /// Not a file of a brand, or of a version that nobody here knows.
    NotABrand,
    /// Somebody else saved a draft of the brand, or published one, since the form was made.
    BrandChanged {
        by: String,
        /// In the organisation's own time.
        #[serde(with = "crate::day::and_time")]
        at: jiff::civil::DateTime,
        was_published: bool,
        /// What a form is made from that goes on from there.
        seen: String,
        /// The pictures that were chosen, which the next attempt names.
        kept: Vec<crate::brand::Filling>,
    },
    /// A moment that is over.
    InThePast,
    /// Further ahead than anybody plans.
    TooFarAhead,
    /// More than ten.
    TooManyGuarantors,
    AmountNotPositive,
    /// A repayment above what is still due.
    Overpaid {
        due: i64,
        currency: crate::money::Currency,
    },
    /// A date, but none that is meant.
    DateOutOfRange {
        #[serde(with = "crate::day")]
        least: jiff::civil::Date,
        #[serde(with = "crate::day")]
        most: jiff::civil::Date,
    },
    DateInFuture,
    DateBeforeLoan,
    Taken,
    /// Somebody who is asked to join belongs to the organisation already.
    IsMember,
    SlugCharacters,
    SlugReserved {
        suggestion: String,
    },
    SlugLooksLike {
        name: String,
        suggestion: String,
    },
    SlugTaken {
        suggestion: String,
    },
    SlugResting {
        suggestion: String,
    },
    /// The name is the one that the organisation has.
    SlugUnchanged,
    /// What was typed to confirm isn't the organisation's name in its address.
    SlugMismatch,
    /// Nobody can delete it until it is unlocked.
    IsLocked,
    IsDeleted,
    /// It is suspended or in maintenance.
    IsClosed,
    NotDeleted,
    /// Its data is being removed: there is no way back.
    IsBeingErased,
    /// Its data is being moved.
    IsMoving,
    /// An upgrade works on it, or it is in maintenance.
    IsUpgrading,
    /// A backup of it is being made.
    IsBackingUp,
    /// There is no whole file of that backup.
    BackupNotWhole,
    /// Its data is there already.
    IsThere,
    PasswordCommon,
    /// The e-mail address and the password don't belong together, or not here. One answer for every reason.
    WrongCredentials,
    WrongPassword,
    Mismatch,
    LinkExpired,
    FileTooLarge {
        most_bytes: u64,
    },
    FileNotAPicture,
    PictureTooLarge {
        most_pixels: u32,
    },
    /// A drawing that would take too long to turn into pixels.
    DrawingTooRich,
    /// A drawing with a script in it, or something else that runs.
    DrawingRuns,
    /// A drawing that would fetch something from outside of its file.
    DrawingReachesOut,
    /// A picture with something else behind its end.
    FileGoesOn,
    ContrastTooLow {
        ratio_hundredths: u32,
        needed_hundredths: u32,
    },
    LastOwner,
    /// One owner of the deployment always stays.
    LastOperator,
    /// Not an address that begins with `https://`.
    NotAnAddress,
    /// It would end before it begins.
    EndsTooEarly,
    NoSuchOrganisation {
        slug: String,
    },
    TimeZoneUnknown,
    CurrencyUnknown,
    /// Amounts are recorded in another one.
    CurrencyInUse,
    NameMismatch,
    /// Not the address of a PostgreSQL server.
    NotAServerAddress,
    /// A server that no organisation can live on, and why, as it says itself.
    ServerUnusable {
        reason: String,
    },
    /// The mail server didn't take a mail, in its own words.
    MailNotTaken {
        reason: String,
    },
    ServerDraining,
    ServerFull,
    /// No server is registered in the region.
    NoServerThere,
    /// The placement is no matter of a server.
    PlacementTakesNoServer,
    /// An organisation that a run wouldn't migrate can't go first in it.
    NotInRun {
        slug: String,
    },
    /// There is one already that isn't answered or over.
    IsOpen,
    /// The organisation's plan doesn't have it.
    NotInPlan,
    /// No more than this: how much there is, and how much there may be.
    PlanLimit {
        limit: crate::plans::Limit,
        used: i64,
        most: i64,
    },
    /// New organisations get it.
    IsDefaultPlan,
    /// It stays as it is: somebody has its database open, or another process works on it.
    NotRolledBack,
    /// Not as many as somebody was told of, who typed how many there are.
    CountMismatch,
    /// The disk has too little room for the snapshots of a run.
    NoRoomForSnapshots,
    /// Not the name of a host alone.
    HostNotAName,
    HostIsAddress,
    /// A name without a dot.
    HostSingleLabel,
    HostIsWildcard,
    /// The deployment's own, or under it.
    HostIsOurs,
    /// A name that the public DNS doesn't have.
    HostIsReserved,
    /// Verified by another organisation; which one isn't said.
    HostTaken,
    /// Its records aren't as they have to be.
    HostNotReady,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldProblem {
    pub field: String,
    pub problem: Problem,
}

/// A failure as it is sent. `fields` is empty unless the kind is `Invalid` or `Conflict`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    pub kind: Kind,
    pub fields: Vec<FieldProblem>,
}

impl Fault {
    pub fn new(kind: Kind) -> Self {
        Self { kind, fields: Vec::new() }
    }

    pub fn field(field: &str, problem: Problem) -> Self {
        Self { kind: Kind::Invalid, fields: vec![FieldProblem { field: field.to_owned(), problem }] }
    }

    /// The HTTP status: the kind's, but 401 for credentials that were refused, and 404 for a link that leads nowhere, be it over
    /// or another organisation's.
    pub fn status(&self) -> u16 {
        let special = self.fields.iter().find_map(|of| match of.problem {
            Problem::WrongCredentials => Some(401),
            Problem::LinkExpired => Some(404),
            _ => None,
        });
        special.unwrap_or_else(|| self.kind.status())
    }

    pub fn problem_of(&self, field: &str) -> Option<&Problem> {
        self.fields.iter().find(|of| of.field == field).map(|of| &of.problem)
    }
}

/// Collects the problems of a form, so that all of them are reported at once.
#[derive(Debug, Default)]
pub struct Problems(Vec<FieldProblem>);

impl Problems {
    pub fn add(&mut self, field: &str, problem: Problem) {
        self.0.push(FieldProblem { field: field.to_owned(), problem });
    }

    /// The value, or nothing and the problem remembered under the field.
    pub fn take<T>(&mut self, field: &str, result: Result<T, Problem>) -> Option<T> {
        result.map_err(|problem| self.add(field, problem)).ok()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// # Errors
    /// An `Invalid` fault with all fields, when there is any.
    pub fn finish(self) -> Result<(), Fault> {
        if self.0.is_empty() { Ok(()) } else { Err(Fault { kind: Kind::Invalid, fields: self.0 }) }
    }
}
