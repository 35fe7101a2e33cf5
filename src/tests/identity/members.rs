use super::{joined, place_of, problem};
use crate::harness::both_engines;
use tenantry::{
    access::Role,
    audit,
    fault::{Kind, Problem},
    memberships::{self, invitations},
};

both_engines! {
    async fn the_last_owner_stays(t: Deployment) {
        let ctx = t.ctx("paris", Role::Owner).await;
        let me = place_of(&ctx, &ctx.actor.email).await;
        let demoted = memberships::change_role(&ctx, me, Role::Admin).await;
        assert_eq!(problem(demoted, "role"), Some(Problem::LastOwner));
        assert_eq!(problem(memberships::remove(&ctx, me).await, "member"), Some(Problem::LastOwner));
        let limited = memberships::limit(&ctx, me, Some("2026-12-31".parse().unwrap())).await;
        assert_eq!(problem(limited, "expires"), Some(Problem::LastOwner));
        memberships::change_role(&ctx, me, Role::Owner).await.unwrap();

        joined(&ctx, "second@example.org", Role::Owner).await;
        memberships::change_role(&ctx, me, Role::Member).await.unwrap();
    }

    async fn two_owners_who_leave_at_once_leave_one(t: Deployment) {
        let first = t.ctx("paris", Role::Owner).await;
        joined(&first, "second@example.org", Role::Owner).await;
        let places = [place_of(&first, &first.actor.email).await, place_of(&first, "second@example.org").await];
        let leaving = places.map(|place| {
            let ctx = first.clone();
            tokio::spawn(async move { memberships::remove(&ctx, place).await })
        });
        let mut left = 0;
        for one in leaving {
            match one.await.unwrap() {
                Ok(()) => left += 1,
                Err(error) => assert_eq!(error.fault.problem_of("member"), Some(&Problem::LastOwner)),
            }
        }
        assert_eq!(left, 1);
        let list = memberships::members_of(&first).await.unwrap();
        assert_eq!(list.members.iter().filter(|member| member.role == Role::Owner).count(), 1);
    }

    async fn an_owner_whose_place_ends_doesnt_count(t: Deployment) {
        let ctx = t.ctx("paris", Role::Owner).await;
        joined(&ctx, "second@example.org", Role::Owner).await;
        let second = place_of(&ctx, "second@example.org").await;
        memberships::limit(&ctx, second, Some("2026-03-14".parse().unwrap())).await.unwrap();
        let me = place_of(&ctx, &ctx.actor.email).await;
        assert_eq!(problem(memberships::remove(&ctx, me).await, "member"), Some(Problem::LastOwner));
        memberships::remove(&ctx, second).await.unwrap();
    }

    async fn only_owners_make_and_unmake_owners(t: Deployment) {
        let owner = t.ctx("paris", Role::Owner).await;
        let admin = t.ctx("paris", Role::Admin).await;
        joined(&owner, "second@example.org", Role::Owner).await;
        let second = place_of(&owner, "second@example.org").await;
        let myself = place_of(&owner, &admin.actor.email).await;
        let refusals = [
            memberships::change_role(&admin, myself, Role::Owner).await,
            memberships::change_role(&admin, second, Role::Member).await,
            memberships::remove(&admin, second).await,
            memberships::limit(&admin, second, None).await,
        ];
        for refusal in refusals {
            assert_eq!(refusal.unwrap_err().kind(), Kind::Forbidden);
        }
        memberships::change_role(&owner, myself, Role::Owner).await.unwrap();
    }

    async fn a_member_of_another_organisation_is_not_found(t: Deployment) {
        let paris = t.ctx("paris", Role::Owner).await;
        let lyon = t.ctx("lyon", Role::Owner).await;
        t.member(&lyon.tenant, Role::Member).await;
        let theirs = place_of(&lyon, "member@lyon.example").await;
        let refusals = [
            memberships::change_role(&paris, theirs, Role::Admin).await,
            memberships::remove(&paris, theirs).await,
            memberships::limit(&paris, theirs, None).await,
        ];
        for refusal in refusals {
            assert_eq!(refusal.unwrap_err().kind(), Kind::NotFound);
        }
        let list = memberships::members_of(&paris).await.unwrap();
        assert!(list.members.iter().all(|member| member.email.ends_with("paris.example")));
        assert!(list.invitations.iter().all(|pending| pending.email.ends_with("paris.example")));
        assert_eq!(place_of(&lyon, "member@lyon.example").await, theirs);
    }

    async fn a_place_shows_its_last_day_and_each_change_is_in_the_audit(t: Deployment) {
        let ctx = t.ctx("paris", Role::Owner).await;
        let member = t.member(&ctx.tenant, Role::Member).await;
        let place = place_of(&ctx, &member.email).await;
        memberships::limit(&ctx, place, Some("2026-12-31".parse().unwrap())).await.unwrap();
        let list = memberships::members_of(&ctx).await.unwrap();
        let row = list.members.iter().find(|row| row.id == place).unwrap();
        assert_eq!(row.expires, Some("2026-12-31".parse().unwrap()));
        memberships::limit(&ctx, place, None).await.unwrap();
        memberships::change_role(&ctx, place, Role::Admin).await.unwrap();
        memberships::remove(&ctx, place).await.unwrap();
        invitations::invite(&ctx, "new@example.org", "New", Role::Member).await.unwrap();
        let invited = memberships::members_of(&ctx).await.unwrap().invitations.remove(0);
        invitations::revoke(&ctx, invited.id).await.unwrap();
        let events = audit::recent(&t.platform, 20).await.unwrap();
        let told: Vec<(&str, &str)> = events.iter().map(|event| (event.kind.as_str(), event.detail.as_str())).collect();
        for event in [
            ("member-limited", "member@paris.example: 2026-12-31"),
            ("member-limited", "member@paris.example: no end"),
            ("role-changed", "member@paris.example: admin"),
            ("member-removed", "member@paris.example"),
            ("invitation-revoked", "new@example.org"),
        ] {
            assert!(told.contains(&event), "{event:?} in {told:?}");
        }
    }
}
