//! Identifiers: UUIDv7 made on the server, one type for each thing, so that two of them can't be mixed up.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use uuid::Uuid;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[cfg_attr(feature = "server", derive(sqlx::Type), sqlx(transparent))]
        pub struct $name(Uuid);

        impl $name {
            #[cfg(feature = "server")]
            pub(crate) fn new(random: &crate::random::Random, clock: &crate::clock::Clock) -> Self {
                Self(random.uuid(clock.now()))
            }

            pub fn as_uuid(&self) -> Uuid {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

macro_rules! wire_id {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        id!($(#[$doc])* $name);

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::from_str(text).map(Self)
            }
        }

        impl Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                self.0.serialize(serializer)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Uuid::deserialize(deserializer).map(Self)
            }
        }
    )*};
}

id!(
    /// One process that serves the deployment.
    NodeId
);

id!(
    /// Which organisation. It can't be parsed or deserialised on purpose: a tenant comes from its host alone.
    TenantId
);

id!(
    /// Which registered server. It stays on the server: people name one.
    ServerId
);

id!(
    /// Which move of an organisation.
    MoveId
);

id!(
    /// Which order of a certificate.
    OrderId
);

wire_id!(
    UserId,
    MembershipId,
    InvitationId,
    MailId,
    OperatorId,
    ProvisioningId,
    UpgradeRunId,
    SavedFilterId,
    AnnouncementId,
    NoteId,
    BackupId,
    SupportRequestId,
    BorrowerId,
    LoanId,
    GuarantorId,
    RepaymentId,
    EventId,
    BrandPreviewId,
);
