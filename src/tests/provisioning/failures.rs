use super::{database_of, exists, finished, last_id, progress, provision, request, rows_left};
use crate::{
    harness::{Deployment, Engine, both_engines},
    postgres::deployment_with,
};
use std::sync::{Arc, Mutex};
use tenantry::{
    db::Db,
    error::Error,
    fault::Kind,
    provisioning::{self, Outcome, Progress, Step, StepReport, StepState},
    tenants,
};

/// Provisions until a report comes, which stops it; gives the name of the database that was reserved.
async fn stopped_at(t: &Deployment, slug: &str, step: Step, state: StepState) -> Option<String> {
    let reserved = Arc::new(Mutex::new(None));
    let noted = reserved.clone();
    let observe = |report: StepReport| {
        if report.step == Step::Database && report.state == StepState::Running {
            let name = tokio::task::block_in_place(|| tokio::runtime::Handle::current().block_on(database_of(t, slug)));
            *noted.lock().unwrap() = Some(name);
        }
        let is_here = (report.step, report.state) == (step, state);
        if is_here { Err(Error::internal(std::io::Error::other("stopped on purpose"))) } else { Ok(()) }
    };
    let error = provisioning::provision(t.platform.clone(), request(slug), observe).await.unwrap_err();
    assert!(error.with_causes().contains("stopped on purpose"), "{}", error.with_causes());
    reserved.lock().unwrap().take()
}

fn is_undone(progress: &Progress) -> bool {
    let over = |report: &StepReport| !matches!(report.state, StepState::Done | StepState::Running);
    progress.outcome == Outcome::Failed && progress.steps.iter().all(over)
}

async fn a_retry_works(t: &Deployment, slug: &str) {
    let made = provision(t, slug).await.unwrap();
    assert_eq!(made.slug, slug);
    assert_eq!(progress(t, last_id(t, slug).await).await.outcome, Outcome::Done);
}

both_engines! {
    async fn a_failure_at_any_step_leaves_nothing_and_can_be_tried_again(t: Deployment) {
        for step in Step::ALL {
            for state in [StepState::Running, StepState::Done] {
                if state == StepState::Running && matches!(step, Step::Validate | Step::Reserve) {
                    continue;
                }
                let slug = format!("{}-{}", step.name(), state.name());
                let before = rows_left(&t).await;
                let database = stopped_at(&t, &slug, step, state).await;
                assert_eq!(rows_left(&t).await, before, "{slug}");
                assert!(tenants::find(&t.platform, &slug).await.unwrap().is_none(), "{slug}");
                if let Some(database) = database {
                    assert!(!exists(&t, &database).await, "{slug}: its database is still there");
                }
                if step != Step::Validate {
                    let progress = progress(&t, last_id(&t, &slug).await).await;
                    assert!(is_undone(&progress), "{slug}: {progress:#?}");
                }
                a_retry_works(&t, &slug).await;
            }
        }
    }

    async fn a_failing_database_leaves_nothing_and_the_step_is_named(t: Deployment) {
        rename_table(&t, "alter table invitation rename to hidden").await;
        let error = provision(&t, "nord").await.unwrap_err();
        assert_eq!(error.kind(), Kind::Internal);
        let id = provisioning::start(t.platform.clone(), request("sud")).await.unwrap();
        finished(&t, id).await;
        rename_table(&t, "alter table hidden rename to invitation").await;
        assert_eq!(rows_left(&t).await, 0);
        for slug in ["nord", "sud"] {
            let progress = progress(&t, last_id(&t, slug).await).await;
            assert!(is_undone(&progress), "{progress:#?}");
            let state = |step| progress.steps.iter().find(|report| report.step == step).unwrap().state;
            assert_eq!(state(Step::Brand), StepState::Undone);
            assert_eq!(state(Step::Administrator), StepState::Failed);
            assert_eq!(state(Step::Activate), StepState::Waiting);
            assert_eq!(progress.invitation_url, None);
            a_retry_works(&t, slug).await;
        }
    }

    async fn what_was_never_begun_leaves_no_record(t: Deployment) {
        let database = stopped_at(&t, "nord", Step::Validate, StepState::Done).await;
        assert_eq!((database, rows_left(&t).await), (None, 0));
    }
}

async fn rename_table(t: &Deployment, text: &'static str) {
    match &t.platform.central {
        Db::Sqlite { writer, .. } => {
            sqlx::query(text).execute(&mut *writer.acquire().await.unwrap()).await.unwrap();
        }
        Db::Postgres(pool) => {
            sqlx::query(text).execute(&mut *pool.acquire().await.unwrap()).await.unwrap();
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_the_right_to_make_roles_nothing_is_left() {
    let t = deployment_with("createdb").await;
    let Db::Postgres(central) = &t.platform.central else { panic!("this deployment is on PostgreSQL") };
    provision(&t, "nord").await.unwrap_err();
    assert_eq!(rows_left(&t).await, 0);
    assert!(is_undone(&progress(&t, last_id(&t, "nord").await).await));
    let text = r"select count(*) from pg_database
                 where datname like 't\_%' and datdba = (select oid from pg_roles where rolname = current_user)";
    assert_eq!(sqlx::query_scalar::<_, i64>(text).fetch_one(&mut *central.acquire().await.unwrap()).await.unwrap(), 0);
    let _ = std::fs::remove_dir_all(&t.directory);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_their_folder_no_file_is_made_and_nothing_is_left() {
    let t = Deployment::start(Engine::Sqlite).await;
    let folder = t.directory.join("data/tenants");
    std::fs::write(&folder, "a file where the folder should be").unwrap();
    provision(&t, "nord").await.unwrap_err();
    assert_eq!(rows_left(&t).await, 0);
    assert!(is_undone(&progress(&t, last_id(&t, "nord").await).await));
    std::fs::remove_file(&folder).unwrap();
    a_retry_works(&t, "nord").await;
    std::fs::remove_dir_all(t.directory).unwrap();
}
