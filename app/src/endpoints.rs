//! Every server function and every file, with the planes where it exists and what it needs. The gate denies what isn't
//! here; a test compares this table with the functions that are registered.

use tenantry::access::{
    Endpoint,
    Permission::{
        BrandManage, HomeView, LoansManage, LoansView, MembersManage, MembersView, ProfileManage, SettingsManage,
    },
    Plane::{Console, Public, Tenant},
};

macro_rules! endpoints {
    ($($name:ident = $kind:ident($path:literal $(, $rest:expr)?);)+) => {
        $(pub const $name: Endpoint = Endpoint::$kind($path $(, $rest)?);)+

        pub const ALL: &[&Endpoint] = &[$(&$name),+];
    };
}

endpoints! {
    PREFERENCES = anyone("/api/preferences", &[Public, Tenant, Console]);

    SIGN_IN = anyone("/api/session/sign-in", &[Tenant, Console]);
    SIGN_OUT = anyone("/api/session/sign-out", &[Tenant, Console]);
    ENTER = anyone("/api/session/enter", &[Console]);
    INVITATION_PREVIEW = anyone("/api/invitation/preview", &[Tenant]);
    INVITATION_ACCEPT = anyone("/api/invitation/accept", &[Tenant]);

    SIGN_UP = anyone("/api/public/sign-up", &[Public]);
    FIND_ORGANISATION = anyone("/api/public/find", &[Public]);

    SEARCH = tenant("/api/search/organisation", HomeView);
    SEARCH_CONSOLE = console("/api/search/console");

    LOANS_LIST = tenant("/api/loans/list", LoansView);
    LOANS_FIND = tenant("/api/loans/find", LoansView);
    LOANS_OVERVIEW = tenant("/api/loans/overview", LoansView);
    LOANS_BORROWERS = tenant("/api/loans/borrowers", LoansView);
    LOANS_CREATE = tenant("/api/loans/create", LoansManage);
    LOANS_REPAY = tenant("/api/loans/repay", LoansManage);
    LOANS_CANCEL = tenant("/api/loans/cancel", LoansManage);
    LOANS_EXPORT = tenant_file("/api/loans/export", LoansView);

    MEMBERS_LIST = tenant("/api/members/list", MembersView);
    MEMBERS_INVITE = tenant("/api/members/invite", MembersManage);
    MEMBERS_LINK = tenant("/api/members/link", MembersManage);
    MEMBERS_REVOKE = tenant("/api/members/revoke", MembersManage);
    MEMBERS_CHANGE_ROLE = tenant("/api/members/change-role", MembersManage);
    MEMBERS_REMOVE = tenant("/api/members/remove", MembersManage);
    MEMBERS_EXPORT = tenant_file("/api/members/export", MembersView);

    ORGANISATION_READ = tenant("/api/organisation/read", SettingsManage);
    ORGANISATION_SAVE = tenant("/api/organisation/save", SettingsManage);
    BRAND_READ = tenant("/api/brand/read", BrandManage);
    BRAND_SAVE = tenant("/api/brand/save", BrandManage);
    BRAND_DISCARD = tenant("/api/brand/discard", BrandManage);
    BRAND_CANCEL = tenant("/api/brand/cancel", BrandManage);
    BRAND_COLOR = tenant("/api/brand/color", BrandManage);
    BRAND_PICTURE = tenant("/api/brand/picture", BrandManage);
    BRAND_REMOVE_PICTURE = tenant("/api/brand/remove-picture", BrandManage);
    BRAND_START = tenant("/api/brand/start", BrandManage);
    BRAND_COPY = tenant("/api/brand/copy", BrandManage);
    BRAND_IMPORT = tenant("/api/brand/import", BrandManage);
    BRAND_EXPORT = tenant_file("/api/brand/export", BrandManage);
    BRAND_HISTORY = tenant("/api/brand/history", BrandManage);
    BRAND_ROLL_BACK = tenant("/api/brand/roll-back", BrandManage);
    BRAND_LINK = tenant("/api/brand/link", BrandManage);
    BRAND_FRESH_LINK = tenant("/api/brand/fresh-link", BrandManage);
    BRAND_WITHDRAW = tenant("/api/brand/withdraw", BrandManage);
    BRAND_PREVIEW = anyone("/api/brand/preview", &[Tenant]);
    PROFILE_READ = tenant("/api/profile/read", ProfileManage);
    PROFILE_SAVE = tenant("/api/profile/save", ProfileManage);
    PROFILE_PASSWORD = tenant("/api/profile/password", ProfileManage);

    CONSOLE_LIST = console("/api/console/organisations");
    CONSOLE_FIND = console("/api/console/organisation");
    CONSOLE_CREATE = console("/api/console/create");
    CONSOLE_PROGRESS = console("/api/console/progress");
    CONSOLE_SUSPEND = console("/api/console/suspend");
    CONSOLE_RESUME = console("/api/console/resume");
    CONSOLE_RENAME = console("/api/console/rename");
    CONSOLE_DELETE = console("/api/console/delete");
    CONSOLE_RESTORE = console("/api/console/restore");
    CONSOLE_LOCK = console("/api/console/lock");
    CONSOLE_UNLOCK = console("/api/console/unlock");
    CONSOLE_INVITE = console("/api/console/invite");
    CONSOLE_LINK = console("/api/console/link");
    CONSOLE_EXPORT = console_file("/api/console/export");
    CONSOLE_GRACE = console("/api/console/grace");

    BULK_PREVIEW = console("/api/console/bulk/preview");
    BULK_PERFORM = console("/api/console/bulk/perform");
    FILTERS_LIST = console("/api/console/filters/list");
    FILTERS_SAVE = console("/api/console/filters/save");
    FILTERS_RENAME = console("/api/console/filters/rename");
    FILTERS_DELETE = console("/api/console/filters/delete");

    MOVES_READ = console("/api/console/moves/read");
    MOVES_START = console("/api/console/moves/start");

    FLEET_FIGURES = console("/api/console/fleet/figures");
    FLEET_STOCK = console("/api/console/fleet/stock");
    SERVERS_LIST = console("/api/console/servers/list");
    SERVERS_FIND = console("/api/console/servers/find");
    SERVERS_ADD = console("/api/console/servers/add");
    SERVERS_CHECK = console("/api/console/servers/check");
    SERVERS_DRAIN = console("/api/console/servers/drain");
    SERVERS_RESUME = console("/api/console/servers/resume");
    UPGRADES_STANDING = console("/api/console/upgrades/standing");
    UPGRADES_VERSIONS = console("/api/console/upgrades/versions");
    UPGRADES_RUNS = console("/api/console/upgrades/runs");
    UPGRADES_REVIEW = console("/api/console/upgrades/review");
    UPGRADES_PREVIEW = console("/api/console/upgrades/preview");
    UPGRADES_START = console("/api/console/upgrades/start");
    UPGRADES_WATCH = console("/api/console/upgrades/watch");
    UPGRADES_RESUME = console("/api/console/upgrades/resume");
    UPGRADES_TENANT = console("/api/console/upgrades/organisation");
    UPGRADES_ROLLBACK = console("/api/console/upgrades/rollback");
    UPGRADES_DRIFT = console("/api/console/upgrades/drift");
    UPGRADES_CHECK = console("/api/console/upgrades/check");
}
