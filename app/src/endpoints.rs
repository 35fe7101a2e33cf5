//! Every server function and every file, with the planes where it exists and what it needs. The gate denies what isn't
//! here; a test compares this table with the functions that are registered. What doesn't say that it reads may change anything,
//! and isn't for support that only looks.

use tenantry::access::{
    Endpoint,
    Permission::{
        AnnouncementsManage, BrandManage, ConsoleView, DeploymentManage, DomainsManage, FleetManage, HomeView,
        LoansManage, LoansView, MembersManage, MembersView, OperatorsManage, OrganisationsManage, OrganisationsSupport,
        OwnersManage, ProfileManage, SettingsManage, SupportView,
    },
    Plane::{Console, Public, Tenant},
};

macro_rules! endpoints {
    ($($name:ident = $kind:ident($path:literal $(, $rest:expr)?) $(.$effect:ident())?;)+) => {
        $(pub const $name: Endpoint = Endpoint::$kind($path $(, $rest)?)$(.$effect())?;)+

        pub const ALL: &[&Endpoint] = &[$(&$name),+];
    };
}

endpoints! {
    PREFERENCES = anyone("/api/preferences", &[Public, Tenant, Console]).for_oneself();

    SIGN_IN = anyone("/api/session/sign-in", &[Tenant, Console]);
    SIGN_OUT = anyone("/api/session/sign-out", &[Tenant, Console]).for_oneself();
    ENTRANCE = anyone("/api/session/entrance", &[Console]).reads();
    ENTER = anyone("/api/session/enter", &[Console]);
    PASSWORD_FORGOT = anyone("/api/password/forgot", &[Tenant, Console]);
    PASSWORD_RESET_PREVIEW = anyone("/api/password/preview", &[Tenant, Console]).reads();
    PASSWORD_RESET = anyone("/api/password/reset", &[Tenant, Console]);
    INVITATION_PREVIEW = anyone("/api/invitation/preview", &[Tenant]).reads();
    INVITATION_ACCEPT = anyone("/api/invitation/accept", &[Tenant]);

    SIGN_UP = anyone("/api/public/sign-up", &[Public]);
    SIGN_UP_OFFER = anyone("/api/public/sign-up/offer", &[Public]).reads();
    FIND_ORGANISATION = anyone("/api/public/find", &[Public]).reads();

    SEARCH = tenant("/api/search/organisation", HomeView).reads();
    SEARCH_CONSOLE = console("/api/search/console", ConsoleView).reads();

    LOANS_LIST = tenant("/api/loans/list", LoansView).reads();
    LOANS_FIND = tenant("/api/loans/find", LoansView).reads();
    LOANS_OVERVIEW = tenant("/api/loans/overview", LoansView).reads();
    LOANS_BORROWERS = tenant("/api/loans/borrowers", LoansView).reads();
    LOANS_CREATE = tenant("/api/loans/create", LoansManage);
    LOANS_REPAY = tenant("/api/loans/repay", LoansManage);
    LOANS_CANCEL = tenant("/api/loans/cancel", LoansManage);
    LOANS_EXPORT = tenant_file("/api/loans/export", LoansView);
    LOANS_RECEIPT = tenant_file("/api/loans/receipt", LoansView);

    MEMBERS_LIST = tenant("/api/members/list", MembersView).reads();
    MEMBERS_INVITE = tenant("/api/members/invite", MembersManage);
    MEMBERS_LINK = tenant("/api/members/link", MembersManage);
    MEMBERS_REVOKE = tenant("/api/members/revoke", MembersManage);
    MEMBERS_CHANGE_ROLE = tenant("/api/members/change-role", MembersManage);
    MEMBERS_LIMIT = tenant("/api/members/limit", MembersManage);
    MEMBERS_REMOVE = tenant("/api/members/remove", MembersManage);
    MEMBERS_EXPORT = tenant_file("/api/members/export", MembersView);

    ORGANISATION_READ = tenant("/api/organisation/read", SettingsManage).reads();
    ORGANISATION_SAVE = tenant("/api/organisation/save", SettingsManage);
    BRAND_READ = tenant("/api/brand/read", BrandManage).reads();
    BRAND_SAVE = tenant("/api/brand/save", BrandManage);
    BRAND_DISCARD = tenant("/api/brand/discard", BrandManage);
    BRAND_CANCEL = tenant("/api/brand/cancel", BrandManage);
    BRAND_COLOR = tenant("/api/brand/color", BrandManage);
    BRAND_PICTURE = tenant("/api/brand/picture", BrandManage);
    BRAND_HOLD = tenant("/api/brand/hold", BrandManage);
    BRAND_REMOVE_PICTURE = tenant("/api/brand/remove-picture", BrandManage);
    BRAND_START = tenant("/api/brand/start", BrandManage);
    BRAND_COPY = tenant("/api/brand/copy", BrandManage);
    BRAND_IMPORT = tenant("/api/brand/import", BrandManage);
    BRAND_EXPORT = tenant_file("/api/brand/export", BrandManage);
    BRAND_SAMPLE_MAIL = tenant_file("/api/brand/sample-mail", BrandManage);
    BRAND_SAMPLE_RECEIPT = tenant_file("/api/brand/sample-receipt", BrandManage);
    BRAND_SAMPLE_PICTURE = tenant_file("/api/brand/sample-picture", BrandManage);
    BRAND_HISTORY = tenant("/api/brand/history", BrandManage).reads();
    BRAND_VERSION = tenant("/api/brand/version", BrandManage).reads();
    BRAND_ROLL_BACK = tenant("/api/brand/roll-back", BrandManage);
    BRAND_LINK = tenant("/api/brand/link", BrandManage);
    BRAND_FRESH_LINK = tenant("/api/brand/fresh-link", BrandManage);
    BRAND_WITHDRAW = tenant("/api/brand/withdraw", BrandManage);
    BRAND_PREVIEW = anyone("/api/brand/preview", &[Tenant]).reads();
    BRAND_PREVIEW_PAGES = anyone("/api/brand/preview-pages", &[Tenant]).reads();
    BRAND_PREVIEW_MAIL = anyone_file("/api/brand/preview-mail", &[Tenant]);
    BRAND_PREVIEW_RECEIPT = anyone_file("/api/brand/preview-receipt", &[Tenant]);
    BRAND_PREVIEW_PICTURE = anyone_file("/api/brand/preview-picture", &[Tenant]);
    DOMAINS_LIST = tenant("/api/domains/list", DomainsManage).reads();
    DOMAINS_READ = tenant("/api/domains/read", DomainsManage).reads();
    DOMAINS_ADD = tenant("/api/domains/add", DomainsManage);
    DOMAINS_WATCH = tenant("/api/domains/watch", DomainsManage);
    DOMAINS_CHECK = tenant("/api/domains/check", DomainsManage);
    DOMAINS_VERIFY = tenant("/api/domains/verify", DomainsManage);
    DOMAINS_MAIN = tenant("/api/domains/main", DomainsManage);
    DOMAINS_REMOVE = tenant("/api/domains/remove", DomainsManage);
    PROFILE_READ = tenant("/api/profile/read", ProfileManage).reads();
    PLAN_READ = tenant("/api/plan/read", SettingsManage).reads();
    PROFILE_SAVE = tenant("/api/profile/save", ProfileManage);
    PROFILE_PASSWORD = tenant("/api/profile/password", ProfileManage);
    PROFILE_SESSIONS = tenant("/api/profile/sessions", ProfileManage).reads();
    PROFILE_END_SESSION = tenant("/api/profile/end-session", ProfileManage);
    PROFILE_END_SESSIONS = tenant("/api/profile/end-sessions", ProfileManage);

    SUPPORT_ENTER = anyone("/api/support/enter", &[Tenant]).for_oneself();
    SUPPORT_LEAVE = anyone("/api/support/leave", &[Tenant]).for_oneself();
    SUPPORT_LIST = tenant("/api/support/list", SupportView).reads();
    SUPPORT_TRAIL = tenant("/api/support/trail", SupportView).reads();
    SUPPORT_EXPORT = tenant_file("/api/support/export", SupportView);
    SUPPORT_ALLOW = tenant("/api/support/allow", OwnersManage);
    SUPPORT_REFUSE = tenant("/api/support/refuse", OwnersManage);
    SUPPORT_END = tenant("/api/support/end", OwnersManage);

    CONSOLE_SUPPORT = console("/api/console/support/read", ConsoleView).reads();
    CONSOLE_SUPPORT_ASK = console("/api/console/support/ask", OrganisationsSupport);
    CONSOLE_SUPPORT_WITHDRAW = console("/api/console/support/withdraw", OrganisationsSupport);
    CONSOLE_SUPPORT_HAND_OFF = console("/api/console/support/hand-off", OrganisationsSupport);

    CONSOLE_ORGANISATIONS = console("/api/console/organisations", ConsoleView).reads();
    CONSOLE_FIND = console("/api/console/organisation", ConsoleView).reads();
    CONSOLE_OFFER = console("/api/console/offer", OrganisationsManage).reads();
    CONSOLE_CREATE = console("/api/console/create", OrganisationsManage);
    CONSOLE_PROGRESS = console("/api/console/progress", OrganisationsManage).reads();
    CONSOLE_SUSPEND = console("/api/console/suspend", OrganisationsSupport);
    CONSOLE_RESUME = console("/api/console/resume", OrganisationsSupport);
    COPIES_OFFER = console("/api/console/copies/offer", OrganisationsManage).reads();
    COPIES_START = console("/api/console/copies/start", OrganisationsManage);
    CONSOLE_RENAME = console("/api/console/rename", OrganisationsManage);
    CONSOLE_DELETE = console("/api/console/delete", OrganisationsManage);
    CONSOLE_RESTORE = console("/api/console/restore", OrganisationsManage);
    CONSOLE_LOCK = console("/api/console/lock", OrganisationsManage);
    CONSOLE_UNLOCK = console("/api/console/unlock", OrganisationsManage);
    CONSOLE_INVITE = console("/api/console/invite", OrganisationsSupport);
    CONSOLE_LINK = console("/api/console/link", OrganisationsSupport);
    CONSOLE_EXPORT = console_file("/api/console/export", ConsoleView);
    CONSOLE_MARK = console_file("/api/console/mark", ConsoleView);
    CONSOLE_GRACE = console("/api/console/grace", OrganisationsManage);

    ANNOUNCEMENT_DISMISS = anyone("/api/announcements/dismiss", &[Tenant]).for_oneself();
    ANNOUNCEMENTS_LIST = console("/api/console/announcements/list", ConsoleView).reads();
    ANNOUNCEMENTS_READ = console("/api/console/announcements/read", ConsoleView).reads();
    ANNOUNCEMENTS_SAVE = console("/api/console/announcements/save", AnnouncementsManage);
    ANNOUNCEMENTS_PUBLISH = console("/api/console/announcements/publish", AnnouncementsManage);
    ANNOUNCEMENTS_END = console("/api/console/announcements/end", AnnouncementsManage);

    OVERVIEW_READ = console("/api/console/overview/read", ConsoleView).reads();
    OVERVIEW_CONCERN = console("/api/console/overview/concern", ConsoleView).reads();
    OVERVIEW_USAGE = console("/api/console/overview/usage", ConsoleView).reads();
    USAGE_READ = console("/api/console/usage/read", ConsoleView).reads();
    MAILS_OWN = console("/api/console/mails/own", ConsoleView).reads();
    MAILS_RETRY = console("/api/console/mails/retry", OrganisationsSupport);
    MAILS_TRY = console("/api/console/mails/try", DeploymentManage);
    MAILS_LEAVE = console("/api/console/mails/leave", OrganisationsSupport);
    USAGE_HEALTH = console("/api/console/usage/health", ConsoleView).reads();

    SECTIONS_TIMELINE = console("/api/console/sections/timeline", ConsoleView).reads();
    SECTIONS_PEOPLE = console("/api/console/sections/people", ConsoleView).reads();
    SECTIONS_END_SESSION = console("/api/console/sections/end-session", OrganisationsSupport);
    SECTIONS_END_SESSIONS = console("/api/console/sections/end-sessions", OrganisationsSupport);
    SECTIONS_NOTES = console("/api/console/sections/notes", ConsoleView).reads();
    SECTIONS_ADD_NOTE = console("/api/console/sections/add-note", OrganisationsSupport);
    SECTIONS_DELETE_NOTE = console("/api/console/sections/delete-note", OrganisationsSupport);
    SECTIONS_DOMAINS = console("/api/console/sections/domains", ConsoleView);
    SECTIONS_REMOVE_DOMAIN = console("/api/console/sections/remove-domain", OrganisationsManage);
    SECTIONS_MAINTENANCE = console("/api/console/sections/maintenance", OrganisationsSupport);
    SECTIONS_ENABLE_MODULE = console("/api/console/sections/enable-module", OrganisationsManage);
    SECTIONS_DISABLE_MODULE = console("/api/console/sections/disable-module", OrganisationsManage);

    ACCOUNT_READ = console("/api/console/account/read", ConsoleView).reads();
    ACCOUNT_PASSWORD = console("/api/console/account/password", ConsoleView);
    ACCOUNT_SESSIONS = console("/api/console/account/sessions", ConsoleView).reads();
    ACCOUNT_END_SESSION = console("/api/console/account/end-session", ConsoleView);
    ACCOUNT_END_SESSIONS = console("/api/console/account/end-sessions", ConsoleView);
    OPERATORS_LIST = console("/api/console/operators/list", ConsoleView).reads();
    OPERATORS_INVITE = console("/api/console/operators/invite", OperatorsManage);
    OPERATORS_LINK = console("/api/console/operators/link", OperatorsManage);
    OPERATORS_FRESH_LINK = console("/api/console/operators/fresh-link", OperatorsManage);
    OPERATORS_CHANGE_ROLE = console("/api/console/operators/change-role", OperatorsManage);
    OPERATORS_REMOVE = console("/api/console/operators/remove", OperatorsManage);
    OPERATORS_TRAIL = console("/api/console/operators/trail", ConsoleView).reads();

    PLANS_LIST = console("/api/console/plans/list", ConsoleView).reads();
    PLANS_READ = console("/api/console/plans/read", ConsoleView).reads();
    PLANS_CREATE = console("/api/console/plans/create", DeploymentManage);
    PLANS_REVIEW = console("/api/console/plans/review", DeploymentManage);
    PLANS_PREVIEW = console("/api/console/plans/preview", ConsoleView).reads();
    PLANS_SAVE = console("/api/console/plans/save", DeploymentManage);
    PLANS_PREVIEW_ARCHIVE = console("/api/console/plans/preview-archive", ConsoleView).reads();
    PLANS_ARCHIVE = console("/api/console/plans/archive", DeploymentManage);
    PLANS_OF = console("/api/console/plans/organisation", ConsoleView).reads();
    PLANS_PREVIEW_CHANGE = console("/api/console/plans/preview-change", ConsoleView).reads();
    PLANS_CHANGE = console("/api/console/plans/change", OrganisationsManage);
    PLANS_FEATURE = console("/api/console/plans/feature", OrganisationsManage);
    PLANS_LIMIT = console("/api/console/plans/limit", OrganisationsManage);
    DEPLOYMENT_REPORT = console("/api/console/deployment/report", ConsoleView).reads();
    DEPLOYMENT_SAVE = console("/api/console/deployment/save", DeploymentManage);
    DEPLOYMENT_RESET = console("/api/console/deployment/reset", DeploymentManage);

    BULK_PREVIEW = console("/api/console/bulk/preview", ConsoleView).reads();
    BULK_PERFORM = console("/api/console/bulk/perform", OrganisationsSupport);
    FILTERS_LIST = console("/api/console/filters/list", ConsoleView).reads();
    FILTERS_SAVE = console("/api/console/filters/save", ConsoleView);
    FILTERS_RENAME = console("/api/console/filters/rename", ConsoleView);
    FILTERS_DELETE = console("/api/console/filters/delete", ConsoleView);

    BACKUPS_READ = console("/api/console/backups/read", ConsoleView).reads();
    BACKUPS_MAKE = console("/api/console/backups/make", OrganisationsSupport);
    BACKUPS_PLAN = console("/api/console/backups/plan", ConsoleView).reads();
    BACKUPS_RESTORE = console("/api/console/backups/restore", OrganisationsManage);
    MOVES_READ = console("/api/console/moves/read", ConsoleView).reads();
    MOVES_START = console("/api/console/moves/start", OrganisationsManage);

    FLEET_FIGURES = console("/api/console/fleet/figures", ConsoleView).reads();
    FLEET_STOCK = console("/api/console/fleet/stock", ConsoleView).reads();
    SERVERS_LIST = console("/api/console/servers/list", ConsoleView).reads();
    SERVERS_FIND = console("/api/console/servers/find", ConsoleView).reads();
    FLEET_CERTIFICATES = console("/api/console/fleet/certificates", ConsoleView).reads();
    SERVERS_ADD = console("/api/console/servers/add", FleetManage);
    SERVERS_READDRESS = console("/api/console/servers/readdress", FleetManage);
    SERVERS_EDIT = console("/api/console/servers/edit", FleetManage);
    SERVERS_CHECK = console("/api/console/servers/check", FleetManage);
    SERVERS_DRAIN = console("/api/console/servers/drain", FleetManage);
    SERVERS_RESUME = console("/api/console/servers/resume", FleetManage);
    UPGRADES_STANDING = console("/api/console/upgrades/standing", ConsoleView).reads();
    UPGRADES_VERSIONS = console("/api/console/upgrades/versions", ConsoleView).reads();
    UPGRADES_RUNS = console("/api/console/upgrades/runs", ConsoleView).reads();
    UPGRADES_REVIEW = console("/api/console/upgrades/review", FleetManage).reads();
    UPGRADES_PREVIEW = console("/api/console/upgrades/preview", ConsoleView).reads();
    UPGRADES_START = console("/api/console/upgrades/start", FleetManage);
    UPGRADES_WATCH = console("/api/console/upgrades/watch", ConsoleView).reads();
    UPGRADES_HALT = console("/api/console/upgrades/halt", FleetManage);
    UPGRADES_RESUME = console("/api/console/upgrades/resume", FleetManage);
    UPGRADES_TENANT = console("/api/console/upgrades/organisation", ConsoleView).reads();
    UPGRADES_ROLLBACK = console("/api/console/upgrades/rollback", OrganisationsManage);
    UPGRADES_RUN_ROLLBACK = console("/api/console/upgrades/run/rollback/preview", ConsoleView).reads();
    UPGRADES_ROLLBACK_RUN = console("/api/console/upgrades/run/rollback", FleetManage);
    UPGRADES_OLD_SNAPSHOTS = console("/api/console/upgrades/snapshots", ConsoleView).reads();
    UPGRADES_PRUNE = console("/api/console/upgrades/prune", FleetManage);
    UPGRADES_DRIFT = console("/api/console/upgrades/drift", ConsoleView).reads();
    UPGRADES_CHECK = console("/api/console/upgrades/check", FleetManage);
}
