//! Two organisations with the same ids, names and numbers in their databases; whatever of one is tried on the other's
//! host gives nothing of it.

mod data;
mod links;
mod sessions;
mod together;

use crate::{
    app::{House, TestApp},
    client::Answer,
    pages::pages_of,
};
use jiff::civil::date;
use tenantry::{
    access::{Plane, Role},
    brand,
    ids::LoanId,
    loans::{
        self, LoanQuery, NewBorrower,
        schedule::Terms,
        seed::{Book, PastLoan, PastRepayment, seed},
    },
    random::Random,
};

/// In everything of Lyon that a page could show, and nowhere else.
const SECRET: &str = "LYONSECRET";

/// The same book in both, but for the texts that carry the marker.
fn book(marker: &str) -> Book {
    let loan = |number: i64| PastLoan {
        borrower: 0,
        terms: Terms { amount: 30_000 + number, starts_on: date(2026, 1, 10), instalments: 3 },
        guarantors: vec![format!("Guarantor {marker}")],
        note: format!("note {marker}"),
        actor: format!("clerk {marker}"),
        repayments: vec![PastRepayment { amount: 5_000, paid_on: date(2026, 2, 10), actor: format!("clerk {marker}") }],
        cancelled_on: None,
    };
    let borrower = NewBorrower {
        name: "Ruth Lévy".into(),
        email: Some(format!("{}@example.org", marker.to_lowercase())),
        phone: Some(format!("+33 {marker}")),
    };
    Book { borrowers: vec![borrower], loans: (0..3).map(loan).collect() }
}

struct Twins<'a> {
    paris: House<'a>,
    lyon: House<'a>,
    /// The id of a loan in both.
    loan: LoanId,
}

impl<'a> Twins<'a> {
    async fn of(app: &'a TestApp) -> Self {
        let mut ids = Vec::new();
        for (slug, marker) in [("paris", "PARISSECRET"), ("lyon", SECRET)] {
            let ctx = app.deployment.ctx(slug, Role::Owner).await;
            seed(&ctx, &Random::seeded(5), &book(marker)).await.unwrap();
            brand::save(&ctx, brand_form(slug, marker)).await.unwrap();
            tenantry::domains::claim(&ctx, "loans.gmah-paris.fr").await.unwrap();
            let rows = loans::list(&ctx, &LoanQuery::default()).await.unwrap().rows;
            ids.push(rows.iter().map(|row| (row.id, row.number)).collect::<Vec<_>>());
        }
        assert_eq!(ids[0], ids[1], "the twins have the same ids and numbers");
        Self { paris: app.tenant("paris").await, lyon: app.tenant("lyon").await, loan: ids[0][0].0 }
    }

    /// Every page of an organisation.
    fn pages(&self) -> Vec<String> {
        pages_of(Plane::Tenant, &[(":id", &self.loan.to_string()), (":host", "loans.gmah-paris.fr")])
    }
}

fn brand_form(slug: &str, marker: &str) -> brand::BrandForm {
    brand::BrandForm {
        name: format!("Society of {slug} {marker}"),
        primary: "#145a4a".into(),
        accent: "#b3541e".into(),
        radius: "8".into(),
        heading_font: "inter".into(),
        ..brand::BrandForm::default()
    }
}

/// What belongs to nobody on this host must not show anything of the other.
fn assert_clean(answer: &Answer, what: &str) {
    assert!(
        !answer.says(SECRET) && !answer.says(&SECRET.to_lowercase()),
        "{what} shows the other's data:\n{}",
        answer.body
    );
}
