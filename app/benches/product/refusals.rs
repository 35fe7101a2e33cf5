//! Whether the time that a refused sign-in takes tells why it was refused: an unknown account, a wrong password and a
//! person without a place here are asked over HTTP in turn, so that whatever slows the machine slows all three.

use crate::{
    Outcome,
    comparison::middle,
    deployment::{Deployment, Engine},
    mann_whitney::probability_of_no_difference,
    settings::Settings,
    stand::serve_product,
};
use jiff::SignedDuration;
use std::{net::SocketAddr, sync::Arc, time::Instant};
use tenantry::{
    access::Role,
    cli::bench::Connection,
    clock::Clock,
    memberships,
    platform::Platform,
    random::Random,
    tenants::Tenant,
    users::{self, Email, Passwords},
};

pub(crate) const ROUNDS: usize = 500;
const WARM_UP: usize = 12;
/// People of each kind.
const PEOPLE: usize = 10;
const PASSWORD: &str = "a quiet river in march";
const WRONG: &str = "a quiet river in april";
/// The throttle forgets after a day; so none of the tries is delayed.
const BETWEEN_ROUNDS: SignedDuration = SignedDuration::from_hours(25);

const KINDS: [&str; 3] = ["unknown account", "wrong password", "no place here"];
/// Each kind is asked first, second and third as often as the others.
const ORDERS: [[usize; 3]; 6] = [[0, 1, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0], [1, 0, 2], [0, 2, 1]];

/// One engine's refusals with one cost of the password hash.
pub(crate) struct Refusals {
    pub(crate) engine: Engine,
    pub(crate) cost: &'static str,
    pub(crate) pairs: [Pair; 3],
}

/// Two of the kinds beside each other.
pub(crate) struct Pair {
    pub(crate) kinds: [&'static str; 2],
    /// Milliseconds.
    pub(crate) medians: [f64; 2],
    /// How likely the times of both differ this much when nothing distinguishes them.
    pub(crate) p: f64,
}

/// Once as the server hashes, and once at a thousandth of that, where what else differs would stand out.
pub(crate) async fn measure(engine: Engine, deployment: &Deployment, settings: &Settings) -> Outcome<Vec<Refusals>> {
    // One clock for both: the throttle has the tries of the first in the database.
    let clock = Clock::manual(deployment.platform.clock.now());
    let mut measured = Vec::new();
    for (cost, passwords) in [("whole", Passwords::new()), ("1/1000", Passwords::for_tests())] {
        let door = Door::open(deployment, settings, passwords, clock.clone()).await?;
        let requests = door.requests(cost).await?;
        measured.push(Refusals { engine, cost, pairs: pairs(&door.refuse_in_turn(&requests).await?) });
    }
    Ok(measured)
}

/// A second server over the same databases, whose clock the benchmark moves.
struct Door {
    platform: Arc<Platform>,
    clock: Clock,
    tenant: Arc<Tenant>,
    address: SocketAddr,
}

impl Door {
    async fn open(deployment: &Deployment, settings: &Settings, passwords: Passwords, clock: Clock) -> Outcome<Self> {
        let config = deployment.platform.config.clone();
        let platform = Platform::open_with(config, clock.clone(), Random::system(), passwords).await?;
        let tenant = deployment.houses[0].tenant.clone();
        let address = serve_product(&platform, settings).await?;
        Ok(Self { platform, clock, tenant, address })
    }

    /// The tries of each kind. The addresses are equally long.
    async fn requests(&self, cost: &str) -> Outcome<[Vec<Vec<u8>>; 3]> {
        let mut requests = [const { Vec::new() }; 3];
        let part = cost.replace('/', "-");
        for number in 0..PEOPLE {
            let email = |kind: usize| format!("{part}-{kind}-{number}@society.example");
            self.admit(&email(1)).await?;
            self.create(&email(2)).await?;
            for (kind, password) in [PASSWORD, WRONG, PASSWORD].into_iter().enumerate() {
                requests[kind].push(self.request(&email(kind), password));
            }
        }
        Ok(requests)
    }

    /// Somebody with a place here.
    async fn admit(&self, email: &str) -> Outcome<()> {
        let user = self.create(email).await?;
        let mut tx = self.platform.central.begin().await?;
        memberships::add(&mut tx, &self.platform, self.tenant.id, user, Role::Member).await?;
        Ok(tx.commit().await?)
    }

    async fn create(&self, email: &str) -> Outcome<tenantry::ids::UserId> {
        let email = Email::try_from(email.to_owned()).map_err(|problem| format!("{problem:?}"))?;
        Ok(users::create(&self.platform, &email, "Ruth Weil", Some(PASSWORD.to_owned())).await?)
    }

    fn request(&self, email: &str, password: &str) -> Vec<u8> {
        let body = format!("email={}&password={}", email.replace('@', "%40"), password.replace(' ', "+"));
        let (path, host, length) = (app::endpoints::SIGN_IN.path, &self.tenant.main_host, body.len());
        format!(
            "POST {path} HTTP/1.1\r\nHost: {host}:3000\r\nAccept: application/json\r\nSec-Fetch-Site: same-origin\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n{body}"
        )
        .into_bytes()
    }

    /// The times of each kind, in milliseconds.
    async fn refuse_in_turn(&self, requests: &[Vec<Vec<u8>>; 3]) -> Outcome<[Vec<f64>; 3]> {
        let mut connection = Connection::open(self.address).await?;
        let expected = connection.get(&requests[0][0]).await?.text()?;
        let mut times = [const { Vec::new() }; 3];
        for round in 0..WARM_UP + ROUNDS {
            for kind in ORDERS[round % ORDERS.len()] {
                let request = &requests[kind][round % PEOPLE];
                let asked = Instant::now();
                let answer = connection.get(request).await?;
                let taken = asked.elapsed().as_secs_f64() * 1000.0;
                let said = answer.text()?;
                if said != expected || !said.contains("WrongCredentials") {
                    return Err(format!("{} was answered with {}: {said}", KINDS[kind], answer.status).into());
                }
                if round >= WARM_UP {
                    times[kind].push(taken);
                }
            }
            self.clock.advance(BETWEEN_ROUNDS);
        }
        Ok(times)
    }
}

fn pairs(times: &[Vec<f64>; 3]) -> [Pair; 3] {
    [[0, 1], [0, 2], [1, 2]].map(|kinds| {
        let [one, other] = kinds.map(|kind| &times[kind]);
        Pair {
            kinds: kinds.map(|kind| KINDS[kind]),
            medians: [one, other].map(|times| middle(times.iter().copied())),
            p: probability_of_no_difference(one, other),
        }
    })
}
