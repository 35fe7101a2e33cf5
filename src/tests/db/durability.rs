//! `kill -9` while somebody writes, a hundred times: what was acknowledged is there afterwards, and the files are whole.
//!
//! The writer is this very test program, started again for the test `writer` alone. It says every commit on its standard
//! output, and the parent ends it in the middle of whatever it does.

use crate::{harness::both_engines, lending::three_instalments};
use std::{
    collections::BTreeMap,
    io::{BufRead, BufReader, Write},
    process::{Child, Command, Stdio},
    str::FromStr,
    sync::mpsc,
    time::Duration,
};
use tenantry::{
    access::Role,
    clock::Clock,
    config::Config,
    context::{Actor, TenantCtx},
    db::{Db, Location},
    ids::{LoanId, UserId},
    loans::{self, NewLoan, NewRepayment},
    platform::Platform,
    random::Random,
    tenants,
    users::Passwords,
};

const KILLS: u64 = 100;
const LENT: &str = "lent ";
const REPAID: &str = "repaid ";

/// What the writers said they had written: each loan, and how often 1.00 was repaid of it.
#[derive(Default)]
struct Acknowledged(BTreeMap<LoanId, i64>);

impl Acknowledged {
    /// The harness's own words stand on the first line before the writer's.
    fn note(&mut self, line: &str) {
        if let Some((_, id)) = line.split_once(LENT) {
            self.0.insert(id.parse().unwrap(), 0);
        } else if let Some((_, id)) = line.split_once(REPAID) {
            *self.0.entry(id.parse().unwrap()).or_default() += 1;
        }
    }

    fn repayments(&self) -> i64 {
        self.0.values().sum()
    }
}

both_engines! {
    async fn what_was_acknowledged_survives_a_hundred_kills(t: Deployment) {
        let ctx = t.ctx("paris", Role::Owner).await;
        let user = ctx.actor.user;
        drop(ctx);
        t.platform.fleet.close(t.tenant("paris").await.id).await;
        let location = match t.platform.lifecycle.location() {
            Location::Sqlite(directory) => format!("sqlite:{}", directory.display()),
            Location::Postgres(address) => address.clone(),
        };
        let random = Random::seeded(9);
        let acknowledged = tokio::task::spawn_blocking(move || {
            let mut acknowledged = Acknowledged::default();
            for _ in 0..KILLS {
                one_life(&location, user, Duration::from_micros(random.below(60_000)), &mut acknowledged);
            }
            acknowledged
        })
        .await
        .unwrap();
        let lives = usize::try_from(KILLS).unwrap();
        assert!(acknowledged.0.len() >= lives && acknowledged.repayments() > 0, "every writer wrote before it was killed");
        assert_all_there(&t.ctx("paris", Role::Owner).await, &acknowledged).await;
        assert_whole(&t.platform.central).await;
        assert_whole(t.ctx("paris", Role::Owner).await.db()).await;
    }
}

/// Starts a writer, lets it write for a while after its first commit, and kills it.
fn one_life(location: &str, user: UserId, patience: Duration, acknowledged: &mut Acknowledged) {
    let mut writer = start(location, user);
    let (sender, lines) = mpsc::channel();
    let output = BufReader::new(writer.stdout.take().unwrap());
    let reading = std::thread::spawn(move || {
        for line in output.lines().map_while(Result::ok) {
            let _ = sender.send(line);
        }
    });
    while let Ok(line) = lines.recv_timeout(Duration::from_secs(20)) {
        let is_first = line.contains(LENT);
        acknowledged.note(&line);
        if is_first {
            break;
        }
    }
    std::thread::sleep(patience);
    writer.kill().unwrap();
    assert!(!writer.wait().unwrap().success(), "the writer went by itself");
    reading.join().unwrap();
    for line in lines.try_iter() {
        acknowledged.note(&line);
    }
}

fn start(location: &str, user: UserId) -> Child {
    let mut writer = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "db::durability::writer", "--ignored", "--nocapture", "--test-threads=1"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut input = writer.stdin.take().unwrap();
    writeln!(input, "{location}\n{user}").unwrap();
    writer
}

/// Not a test of its own: the program that is killed. Without a parent that says where to write it does nothing.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "it is the child process of the test above"]
async fn writer() {
    let mut lines = std::io::stdin().lines().map_while(Result::ok);
    let (Some(location), Some(user)) = (lines.next(), lines.next()) else { return };
    let config = Config::for_tests(Location::from_str(&location).unwrap(), "http://tenantry.test:3000");
    let platform =
        Platform::open_with(config, Clock::system(), Random::system(), Passwords::for_tests()).await.unwrap();
    let tenant = tenants::find(&platform, "paris").await.unwrap().unwrap();
    let actor = Actor {
        user: user.parse().unwrap(),
        name: "Rachel".into(),
        email: "rachel@paris.example".into(),
        role: Role::Owner,
    };
    let ctx = platform.enter(&tenant, actor).await.unwrap();
    loop {
        let loan = loans::create(&ctx, new_loan()).await.unwrap();
        println!("{LENT}{loan}");
        for _ in 0..3 {
            let repayment =
                NewRepayment { amount: "1".into(), paid_on: "2026-03-01".into(), ..NewRepayment::default() };
            loans::repay(&ctx, loan, repayment).await.unwrap();
            println!("{REPAID}{loan}");
        }
    }
}

fn new_loan() -> NewLoan {
    NewLoan { guarantors: "Simon, Noa".into(), ..three_instalments("Ruth") }
}

async fn assert_all_there(ctx: &TenantCtx, acknowledged: &Acknowledged) {
    for (id, times) in &acknowledged.0 {
        let loan = loans::find(ctx, *id).await.unwrap().unwrap_or_else(|| panic!("the loan {id} is lost"));
        let repayments = i64::try_from(loan.repayments.len()).unwrap();
        // One more may have been committed and not yet said.
        assert!(
            (*times..=times + 1).contains(&repayments),
            "{id}: {times} repayments were acknowledged, {repayments} are there"
        );
        assert_eq!(loan.summary.repaid, repayments * 100, "{id}: the sum and the repayments belong together");
        assert_eq!((loan.guarantors.len(), loan.history.len()), (2, loan.repayments.len() + 1), "{id} is whole");
    }
}

async fn assert_whole(db: &Db) {
    if let Db::Sqlite { writer, .. } = db {
        let verdict: Vec<String> = sqlx::query_scalar("pragma integrity_check")
            .fetch_all(&mut *writer.acquire().await.unwrap())
            .await
            .unwrap();
        assert_eq!(verdict, ["ok"]);
        let orphans: Vec<(String, i64)> = sqlx::query_as(r#"select "table", rowid from pragma_foreign_key_check"#)
            .fetch_all(&mut *writer.acquire().await.unwrap())
            .await
            .unwrap();
        assert_eq!(orphans, []);
    }
}
