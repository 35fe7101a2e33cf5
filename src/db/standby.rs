//! A tenant's database that is made before there is a tenant.

use super::{
    Condition, DbError, Home, Lifecycle, Schema, lifecycle::Site, postgres_roles::Tables, templates::start_of,
    upgrade::OWNER,
};
use crate::modules::Module;
use sha2::{Digest, Sha256};
use std::sync::Arc;

impl Lifecycle {
    /// What tells a database that this program makes with these modules from one of another version, wherever it is.
    pub(crate) fn edition(&self, modules: &[Module]) -> String {
        let mut modules = modules.to_vec();
        modules.sort_by_key(|module| module.key());
        let mut digest = Sha256::new_with_prefix(self.migrations.checksums(Schema::Core));
        for module in modules {
            digest.update(module.key());
            digest.update(self.migrations.checksums(Schema::Module(module)));
        }
        start_of(digest)
    }

    /// Gives a role its rights in a database of its own, as the first opening would: whoever that is finds nothing left to
    /// do. In a schema the role has them from the beginning.
    pub(crate) async fn equip(&self, home: &Home) -> Result<(), DbError> {
        if let Site::Database(server) = self.site(home).await? {
            server.open_as_role(&Tables::of_database(&home.name), OWNER).await?.close().await;
        }
        Ok(())
    }

    /// Takes over what was made ahead; makes it when somebody removed it by hand. Gives what it is.
    pub(crate) async fn take_over(&self, home: &Home, modules: &[Module]) -> Result<Arc<Condition>, DbError> {
        let is_there = match self.site(home).await? {
            Site::File => tokio::fs::try_exists(self.file(home.name.as_str())).await?,
            Site::Database(server) => server.has_database(home.name.as_str()).await?,
            Site::Schema(server) => server.has_schema(home.name.as_str()).await?,
        };
        if is_there { self.clean(home, modules).await } else { self.create(home, modules).await }
    }
}
