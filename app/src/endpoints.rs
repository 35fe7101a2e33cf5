//! Every server function and every file, with the planes where it exists and what it needs. The gate denies what isn't
//! here; a test compares this table with the functions that are registered.

use tenantry::access::{
    Endpoint,
    Permission::{
        AnnouncementsManage, BrandManage, ConsoleView, FleetManage, HomeView, LoansManage, LoansView, MembersManage,
        MembersView, OperatorsManage, OrganisationsManage, OrganisationsSupport, ProfileManage, SettingsManage,
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
    SEARCH_CONSOLE = console("/api/search/console", ConsoleView);

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

    CONSOLE_LIST = console("/api/console/organisations", ConsoleView);
    CONSOLE_FIND = console("/api/console/organisation", ConsoleView);
    CONSOLE_CREATE = console("/api/console/create", OrganisationsManage);
    CONSOLE_PROGRESS = console("/api/console/progress", OrganisationsManage);
    CONSOLE_SUSPEND = console("/api/console/suspend", OrganisationsSupport);
    CONSOLE_RESUME = console("/api/console/resume", OrganisationsSupport);
    CONSOLE_RENAME = console("/api/console/rename", OrganisationsManage);
    CONSOLE_DELETE = console("/api/console/delete", OrganisationsManage);
    CONSOLE_RESTORE = console("/api/console/restore", OrganisationsManage);
    CONSOLE_LOCK = console("/api/console/lock", OrganisationsManage);
    CONSOLE_UNLOCK = console("/api/console/unlock", OrganisationsManage);
    CONSOLE_INVITE = console("/api/console/invite", OrganisationsSupport);
    CONSOLE_LINK = console("/api/console/link", OrganisationsSupport);
    CONSOLE_EXPORT = console_file("/api/console/export", ConsoleView);
    CONSOLE_GRACE = console("/api/console/grace", OrganisationsManage);

    ANNOUNCEMENT_DISMISS = anyone("/api/announcements/dismiss", &[Tenant]);
    ANNOUNCEMENTS_LIST = console("/api/console/announcements/list", ConsoleView);
    ANNOUNCEMENTS_READ = console("/api/console/announcements/read", ConsoleView);
    ANNOUNCEMENTS_SAVE = console("/api/console/announcements/save", AnnouncementsManage);
    ANNOUNCEMENTS_PUBLISH = console("/api/console/announcements/publish", AnnouncementsManage);
    ANNOUNCEMENTS_END = console("/api/console/announcements/end", AnnouncementsManage);

    OVERVIEW_READ = console("/api/console/overview/read", ConsoleView);
    OVERVIEW_USAGE = console("/api/console/overview/usage", ConsoleView);
    USAGE_READ = console("/api/console/usage/read", ConsoleView);
    USAGE_HEALTH = console("/api/console/usage/health", ConsoleView);

    SECTIONS_TIMELINE = console("/api/console/sections/timeline", ConsoleView);
    SECTIONS_PEOPLE = console("/api/console/sections/people", ConsoleView);
    SECTIONS_END_SESSION = console("/api/console/sections/end-session", OrganisationsSupport);
    SECTIONS_END_SESSIONS = console("/api/console/sections/end-sessions", OrganisationsSupport);
    SECTIONS_NOTES = console("/api/console/sections/notes", ConsoleView);
    SECTIONS_ADD_NOTE = console("/api/console/sections/add-note", OrganisationsSupport);
    SECTIONS_DELETE_NOTE = console("/api/console/sections/delete-note", OrganisationsSupport);
    SECTIONS_MAINTENANCE = console("/api/console/sections/maintenance", OrganisationsSupport);
    SECTIONS_ENABLE_MODULE = console("/api/console/sections/enable-module", OrganisationsManage);
    SECTIONS_DISABLE_MODULE = console("/api/console/sections/disable-module", OrganisationsManage);

    ACCOUNT_READ = console("/api/console/account/read", ConsoleView);
    ACCOUNT_PASSWORD = console("/api/console/account/password", ConsoleView);
    OPERATORS_LIST = console("/api/console/operators/list", ConsoleView);
    OPERATORS_INVITE = console("/api/console/operators/invite", OperatorsManage);
    OPERATORS_LINK = console("/api/console/operators/link", OperatorsManage);
    OPERATORS_FRESH_LINK = console("/api/console/operators/fresh-link", OperatorsManage);
    OPERATORS_CHANGE_ROLE = console("/api/console/operators/change-role", OperatorsManage);
    OPERATORS_REMOVE = console("/api/console/operators/remove", OperatorsManage);
    OPERATORS_TRAIL = console("/api/console/operators/trail", ConsoleView);

    BULK_PREVIEW = console("/api/console/bulk/preview", ConsoleView);
    BULK_PERFORM = console("/api/console/bulk/perform", OrganisationsSupport);
    FILTERS_LIST = console("/api/console/filters/list", ConsoleView);
    FILTERS_SAVE = console("/api/console/filters/save", ConsoleView);
    FILTERS_RENAME = console("/api/console/filters/rename", ConsoleView);
    FILTERS_DELETE = console("/api/console/filters/delete", ConsoleView);

    MOVES_READ = console("/api/console/moves/read", ConsoleView);
    MOVES_START = console("/api/console/moves/start", OrganisationsManage);

    FLEET_FIGURES = console("/api/console/fleet/figures", ConsoleView);
    FLEET_STOCK = console("/api/console/fleet/stock", ConsoleView);
    SERVERS_LIST = console("/api/console/servers/list", ConsoleView);
    SERVERS_FIND = console("/api/console/servers/find", ConsoleView);
    SERVERS_ADD = console("/api/console/servers/add", FleetManage);
    SERVERS_CHECK = console("/api/console/servers/check", FleetManage);
    SERVERS_DRAIN = console("/api/console/servers/drain", FleetManage);
    SERVERS_RESUME = console("/api/console/servers/resume", FleetManage);
    UPGRADES_STANDING = console("/api/console/upgrades/standing", ConsoleView);
    UPGRADES_VERSIONS = console("/api/console/upgrades/versions", ConsoleView);
    UPGRADES_RUNS = console("/api/console/upgrades/runs", ConsoleView);
    UPGRADES_REVIEW = console("/api/console/upgrades/review", FleetManage);
    UPGRADES_PREVIEW = console("/api/console/upgrades/preview", ConsoleView);
    UPGRADES_START = console("/api/console/upgrades/start", FleetManage);
    UPGRADES_WATCH = console("/api/console/upgrades/watch", ConsoleView);
    UPGRADES_RESUME = console("/api/console/upgrades/resume", FleetManage);
    UPGRADES_TENANT = console("/api/console/upgrades/organisation", ConsoleView);
    UPGRADES_ROLLBACK = console("/api/console/upgrades/rollback", OrganisationsManage);
    UPGRADES_DRIFT = console("/api/console/upgrades/drift", ConsoleView);
    UPGRADES_CHECK = console("/api/console/upgrades/check", FleetManage);
}
