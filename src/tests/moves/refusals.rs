use super::{moved, other, tenant, to};
use crate::harness::{Deployment, both_engines};
use tenantry::{
    access::Role,
    context::Author,
    deletions::{self, NewDeletion},
    fault::{Kind, Problem},
    moves::{self, Destination, Pace, unobserved},
    servers::{self, Placement},
    tenants,
};

async fn problem(t: &Deployment, slug: &str, destination: Destination, field: &str) -> Option<Problem> {
    let done = moves::plan(&t.platform, slug, &destination).await;
    let planned = done.map(|planned| format!("{planned:?}")).map_err(|error| error.fault);
    let done =
        moves::move_tenant(&t.platform, slug, &destination, &Author::CommandLine, Pace::default(), &unobserved()).await;
    let fault = done.map(|outcome| format!("{outcome:?}")).unwrap_err().fault;
    assert_eq!(planned.unwrap_err(), fault, "the plan says what the move says");
    fault.problem_of(field).cloned()
}

both_engines! {
    async fn what_can_not_move_says_why(t: Deployment) {
        t.tenant("paris").await;
        let unknown = moves::plan(&t.platform, "nobody", &to(other(&t))).await.unwrap_err();
        assert_eq!(unknown.kind(), Kind::NotFound);
        assert_eq!(problem(&t, "paris", to(t.placement()), "to").await, Some(Problem::IsThere));
        let no_room = moves::plan(&t.platform, "paris", &to(Placement::PostgresServer)).await.unwrap_err();
        assert!(matches!(no_room.kind(), Kind::Unavailable { .. }));

        t.register("elsewhere", "here", 1).await;
        let named = |server: &str| Destination { server: Some(server.into()), ..to(Placement::PostgresServer) };
        assert_eq!(problem(&t, "paris", named("nowhere"), "server").await, Some(Problem::NotAChoice));
        let file = Destination { server: Some("elsewhere".into()), ..to(Placement::Sqlite) };
        assert_eq!(problem(&t, "paris", file, "server").await, Some(Problem::PlacementTakesNoServer));
        moved(&t, "paris", Placement::PostgresServer).await;
        assert_eq!(problem(&t, "paris", named("elsewhere"), "to").await, Some(Problem::IsThere));
        t.tenant("lyon").await;
        assert_eq!(problem(&t, "lyon", named("elsewhere"), "server").await, Some(Problem::ServerFull));
        servers::drain(&t.platform, "elsewhere", &Author::CommandLine).await.unwrap();
        assert_eq!(problem(&t, "lyon", named("elsewhere"), "server").await, Some(Problem::ServerDraining));

        deletions::delete(&t.platform, "lyon", &NewDeletion::default(), &Author::CommandLine).await.unwrap();
        assert_eq!(problem(&t, "lyon", to(other(&t)), "slug").await, Some(Problem::IsDeleted));
        tenants::start_maintenance(&t.platform, "paris", "", &tenantry::context::Author::CommandLine).await.unwrap();
        assert_eq!(problem(&t, "paris", to(other(&t)), "slug").await, Some(Problem::IsUpgrading));
        assert_eq!(moves::list(&t.platform).await.unwrap().len(), 1, "what was refused is no move");
    }

    async fn a_suspended_organisation_moves_and_stays_suspended(t: Deployment) {
        t.register("elsewhere", "here", 10).await;
        t.ctx("paris", Role::Owner).await;
        tenants::suspend(&t.platform, "paris", "unpaid", &tenantry::context::Author::CommandLine).await.unwrap();
        moved(&t, "paris", other(&t)).await;
        let paris = tenant(&t.platform, "paris").await;
        assert_eq!(paris.status, tenants::TenantStatus::Suspended);
    }
}
