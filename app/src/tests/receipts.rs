//! Receipts through HTTP: what is on them, in which language, and for whom they are.

use crate::{
    app::{APEX, CONSOLE, House, TestApp},
    client::{Answer, Browser},
    harness::{both_engines, every_placement},
    papers::Paper,
};
use app::endpoints::{
    BRAND_PREVIEW_MAIL, BRAND_PREVIEW_PICTURE, BRAND_PREVIEW_RECEIPT, BRAND_SAMPLE_MAIL, BRAND_SAMPLE_PICTURE,
    BRAND_SAMPLE_RECEIPT, LOANS_RECEIPT,
};
use jiff::SignedDuration;
use tenantry::{
    access::Role,
    brand::{self, BrandForm},
    context::TenantCtx,
    ids::RepaymentId,
    loans::{self, NewLoan, NewRepayment},
};

/// Lends and takes something back.
async fn repaid(ctx: &TenantCtx, borrower: &str) -> RepaymentId {
    let loan = NewLoan {
        borrower_name: borrower.into(),
        amount: "1300".into(),
        starts_on: "2026-01-15".into(),
        instalments: "13".into(),
        guarantors: "Guarantor Unseen".into(),
        ..NewLoan::default()
    };
    let id = loans::create(ctx, loan).await.unwrap();
    let form = NewRepayment { amount: "1234,50".into(), paid_on: "2026-02-15".into(), ..NewRepayment::default() };
    loans::repay(ctx, id, form).await.unwrap();
    loans::find(ctx, id).await.unwrap().unwrap().repayments[0].id
}

fn address(repayment: RepaymentId, more: &str) -> String {
    format!("{}?repayment={repayment}{more}", LOANS_RECEIPT.path)
}

fn text_of(answer: &Answer) -> String {
    assert_eq!((answer.status, answer.header("content-type")), (200, Some("application/pdf")), "{answer:?}");
    assert!(answer.is_whole);
    Paper::of(&answer.bytes).text().replace(['\u{a0}', '\u{202f}'], " ")
}

/// A link to a draft that nobody has published.
async fn linked(ctx: &TenantCtx) -> String {
    let form = BrandForm {
        name: "Drafted".into(),
        footer_en: "Drafted foot".into(),
        footer_fr: "Pied du brouillon".into(),
        ..BrandForm::default()
    };
    let form = BrandForm { primary: "#7a1f5c".into(), ..form };
    brand::save_draft(ctx, form).await.unwrap();
    brand::make_link(ctx).await.unwrap()
}

async fn owner(house: &House<'_>) -> Browser {
    house.signed_in_as(Role::Owner).await
}

both_engines! {
    async fn a_receipt_says_who_paid_what_in_both_languages(t: Deployment) {
        let app = TestApp::start(t).await;
        let ctx = app.deployment.ctx("paris", Role::Owner).await;
        let repayment = repaid(&ctx, "Élise Œuvrard").await;
        let mut member = app.tenant("paris").await.signed_in_as(Role::Member).await.speaking("fr");
        let french = member.get(&address(repayment, "")).await;
        assert_eq!(french.header("content-disposition"), Some("attachment; filename=\"recu-1-1-society-of-paris.pdf\""));
        assert_eq!((french.header("cache-control"), french.header("x-content-type-options")), (Some("private, no-store"), Some("nosniff")));
        let text = text_of(&french);
        for said in [
            "Society of paris", "Reçu de remboursement", "N° 1-1", "1 234,50 €", "Mille deux cent trente-quatre euros et cinquante centimes",
            "Élise Œuvrard", "Prêt n° 1 de 1 300,00 €", "Dû avant 1 300,00 €", "Reste dû 65,50 €", "Par owner of paris",
        ] {
            assert!(text.contains(said), "{said} in {text}");
        }
        assert!(!text.contains("Unseen"), "guarantors are not on it: {text}");
        let english = member.get(&address(repayment, "&lang=en")).await;
        assert_eq!(english.header("content-disposition"), Some("attachment; filename=\"receipt-1-1-society-of-paris.pdf\""));
        let text = text_of(&english);
        for said in ["Receipt for a repayment", "No. 1-1", "€1,234.50", "One thousand two hundred and thirty-four euros and fifty cents", "Due before €1,300.00", "Still due €65.50", "By owner of paris"] {
            assert!(text.contains(said), "{said} in {text}");
        }
        let loan = loans::list(&ctx, &loans::LoanQuery::default()).await.unwrap().rows[0].id;
        let page = member.get(&format!("/loans/{loan}")).await;
        assert!(page.says("Reçu (PDF)") && page.says(&format!("repayment={repayment}&amp;lang=fr")), "{}", page.body);
    }

    async fn a_receipt_of_a_cancelled_loan_says_so(t: Deployment) {
        let app = TestApp::start(t).await;
        let ctx = app.deployment.ctx("paris", Role::Owner).await;
        let repayment = repaid(&ctx, "Ruth").await;
        let loan = loans::list(&ctx, &loans::LoanQuery::default()).await.unwrap().rows[0].id;
        let mut owner = app.tenant("paris").await.signed_in_as(Role::Owner).await;
        assert!(!text_of(&owner.get(&address(repayment, "&lang=en")).await).contains("cancelled"));
        loans::cancel(&ctx, loan).await.unwrap();
        assert!(text_of(&owner.get(&address(repayment, "&lang=en")).await).contains("The loan was cancelled on"));
    }

    async fn the_studio_shows_a_mail_and_a_receipt_in_what_is_typed(t: Deployment) {
        let app = TestApp::start(t).await;
        let paris = app.tenant("paris").await;
        let mut owner = owner(&paris).await.speaking("en");
        let typed = "primary=%237a1f5c&name=Typed%20Name&footer_en=Typed%20foot&radius=99";
        let mail = owner.get(&format!("{}?{typed}&theme=dark", BRAND_SAMPLE_MAIL.path)).await;
        assert!(mail.status == 200 && mail.says("Join Typed Name") && mail.says("Typed foot") && mail.says("@media all{"), "{mail:?}");
        let policy = mail.header("content-security-policy").unwrap_or_default();
        for part in ["default-src 'none'", "frame-ancestors 'self'", "sandbox", "form-action 'none'"] {
            assert!(policy.contains(part), "{policy}");
        }
        assert!(!policy.contains("script-src"));
        assert_eq!(mail.headers("x-frame-options").collect::<Vec<_>>(), ["SAMEORIGIN"]);
        assert!(owner.get(&format!("{}?{typed}", BRAND_SAMPLE_MAIL.path)).await.says("background:#7a1f5c"));
        let receipt = owner.get(&format!("{}?{typed}", BRAND_SAMPLE_RECEIPT.path)).await;
        assert!(receipt.header("content-disposition").is_some_and(|value| value.starts_with("inline")));
        let text = text_of(&receipt);
        assert!(text.contains("Typed Name") && text.contains("Typed foot") && text.contains("€100.50"), "{text}");
        let picture = owner.get(&format!("{}?{typed}", BRAND_SAMPLE_PICTURE.path)).await;
        assert!(picture.says("<svg") && picture.says("#7a1f5c"), "{picture:?}");
        assert!(picture.header("content-security-policy").is_some_and(|policy| policy.contains("sandbox")));
        let page = owner.get(app::paths::SETTINGS_BRAND).await;
        for address in [BRAND_SAMPLE_MAIL.path, BRAND_SAMPLE_PICTURE.path, BRAND_SAMPLE_RECEIPT.path] {
            assert!(page.says(address), "{address}");
        }
        assert!(page.header("content-security-policy").is_some_and(|policy| policy.contains("frame-src 'self'")));
        assert!(!owner.get(BRAND_SAMPLE_MAIL.path).await.says("Typed"), "nothing of it is kept");
    }

    async fn a_link_shows_the_mail_and_the_receipt_of_the_draft_to_strangers_and_names_no_member(t: Deployment) {
        let app = TestApp::start(t).await;
        let ctx = app.deployment.ctx("paris", Role::Owner).await;
        repaid(&ctx, "PARISSECRET").await;
        let paris = app.tenant("paris").await;
        let token = linked(&ctx).await;
        let mut stranger = paris.visitor().speaking("en");
        // What an address says beside the link is not the organisation's.
        let asked = |path: &str, more: &str| format!("{path}?token={token}&name=Typed&footer_en=Typed&primary=%23112233{more}");
        let mail = stranger.get(&asked(BRAND_PREVIEW_MAIL.path, "&theme=dark")).await;
        assert!(mail.status == 200 && mail.says("Join Drafted") && mail.says("Drafted foot") && mail.says("@media all{"), "{mail:?}");
        assert!(!mail.says("Typed") && !mail.says(&token), "{}", mail.body);
        let policy = mail.header("content-security-policy").unwrap_or_default();
        for part in ["default-src 'none'", "frame-ancestors 'self'", "sandbox", "form-action 'none'"] {
            assert!(policy.contains(part) && !policy.contains("script-src"), "{policy}");
        }
        assert_eq!(mail.headers("x-frame-options").collect::<Vec<_>>(), ["SAMEORIGIN"]);
        // Without TLS the host alone is told.
        assert_eq!((mail.header("referrer-policy"), mail.header("x-robots-tag")), (Some("origin"), Some("noindex")));
        assert!(stranger.get(&asked(BRAND_PREVIEW_MAIL.path, "")).await.says("background:#7a1f5c"));
        let french = stranger.get(&asked(BRAND_PREVIEW_MAIL.path, "&lang=fr")).await;
        assert!(french.says("<html lang=\"fr\"") && french.says("Pied du brouillon"), "{french:?}");

        let receipt = stranger.get(&asked(BRAND_PREVIEW_RECEIPT.path, "")).await;
        assert!(receipt.header("content-disposition").is_some_and(|value| value.starts_with("inline")));
        assert_eq!(receipt.header("content-security-policy"), Some("default-src 'none'"));
        let text = text_of(&receipt);
        assert!(text.contains("Drafted foot") && text.contains("€100.50") && text.contains("By Inès Haddad"), "{text}");
        for kept in [ctx.actor.name.as_str(), "PARISSECRET", "Typed"] {
            assert!(!text.contains(kept), "{kept} in {text}");
        }
        assert!(text_of(&stranger.get(&asked(BRAND_PREVIEW_RECEIPT.path, "&lang=fr")).await).contains("Reçu de remboursement"));
        let picture = stranger.get(&asked(BRAND_PREVIEW_PICTURE.path, "")).await;
        assert!(picture.says("<svg") && picture.says("#7a1f5c") && !picture.says("#112233"), "{picture:?}");
        assert!(picture.header("content-security-policy").is_some_and(|policy| policy.contains("sandbox")));
    }

    async fn the_papers_of_a_link_are_as_over_as_the_link(t: Deployment) {
        let app = TestApp::start(t).await;
        let ctx = app.deployment.ctx("paris", Role::Owner).await;
        let (paris, lyon) = (app.tenant("paris").await, app.tenant("lyon").await);
        let token = linked(&ctx).await;
        app.deployment.clock.advance(SignedDuration::from_secs(1));
        let withdrawn = brand::make_link(&ctx).await.unwrap();
        brand::withdraw_link(&ctx, brand::studio(&ctx).await.unwrap().links[0].id).await.unwrap();
        let papers = [BRAND_PREVIEW_MAIL, BRAND_PREVIEW_PICTURE, BRAND_PREVIEW_RECEIPT];
        let forged = format!("{}{}", if token.starts_with('A') { "B" } else { "A" }, &token[1..]);
        for endpoint in papers {
            let with = |token: &str| format!("{}?token={token}", endpoint.path);
            assert_eq!(paris.visitor().get(&with(&token)).await.status, 200, "{}", endpoint.path);
            let over = [
                (paris.host(), with(&withdrawn)),
                (paris.host(), with(&forged)),
                (paris.host(), endpoint.path.to_owned()),
                (lyon.host(), with(&token)),
                (CONSOLE, with(&token)),
                (APEX, with(&token)),
            ];
            for (host, path) in over {
                let answer = app.visitor(host).get(&path).await;
                assert!(answer.status == 404 && !answer.says("Drafted"), "{path} on {host}: {answer:?}");
            }
            assert_eq!(owner(&paris).await.read(endpoint.path).await.status, 404, "whoever asks without it");
        }
        app.deployment.clock.advance(SignedDuration::from_hours(7 * 24));
        for endpoint in papers {
            assert_eq!(paris.visitor().get(&format!("{}?token={token}", endpoint.path)).await.status, 404, "{}", endpoint.path);
        }
    }

    async fn the_studio_shows_them_in_the_other_language_as_well(t: Deployment) {
        let app = TestApp::start(t).await;
        let mut owner = owner(&app.tenant("paris").await).await.speaking("en");
        let typed = "footer_en=Typed%20foot&footer_fr=Pied%20saisi&legal_fr=Mentions%20https%3A%2F%2Fexample.org%2Fm";
        let mail = owner.get(&format!("{}?theme=light&lang=fr&{typed}", BRAND_SAMPLE_MAIL.path)).await;
        assert!(mail.says("<html lang=\"fr\"") && mail.says("Pied saisi") && mail.says("https://example.org/m"), "{mail:?}");
        assert!(!mail.says("Typed foot") && owner.get(&format!("{}?lang=en&{typed}", BRAND_SAMPLE_MAIL.path)).await.says("Typed foot"));
        let receipt = text_of(&owner.get(&format!("{}?lang=fr&{typed}", BRAND_SAMPLE_RECEIPT.path)).await);
        assert!(receipt.contains("Reçu de remboursement") && receipt.contains("Pied saisi"), "{receipt}");
        let picture = |lang: &str| format!("{}?lang={lang}", BRAND_SAMPLE_PICTURE.path);
        assert_ne!(owner.get(&picture("fr")).await.body, owner.get(&picture("en")).await.body);
        assert!(owner.get(&format!("{}?lang=xx", BRAND_SAMPLE_MAIL.path)).await.says("<html lang=\"en\""), "the reader’s own");

        let page = owner.get(app::paths::SETTINGS_BRAND).await;
        for switch in ["id=\"preview-language-fr\"", "id=\"preview-language-en\"", "class=\"switch-live\"", "class=\"scene scene-icon\""] {
            assert!(page.says(switch), "{switch}");
        }
        assert!(page.says("class=\"icon-letter\"") && page.says("No icon was uploaded"), "{}", page.body);
    }
}

every_placement! {
    async fn a_receipt_is_for_who_may_see_the_loan(t: Deployment) {
        let martin = t.tenant_with("martin", &[]).await;
        let app = TestApp::start(t).await;
        let ctx = app.deployment.ctx("lyon", Role::Owner).await;
        let repayment = repaid(&ctx, "LYONSECRET").await;
        let path = address(repayment, "");
        let (paris, lyon) = (app.tenant("paris").await, app.tenant("lyon").await);
        assert_eq!(owner(&lyon).await.read(&path).await.status, 200);
        let elsewhere = owner(&paris).await.read(&path).await;
        assert_eq!(elsewhere.status, 404, "another organisation has no such repayment");
        for host in [lyon.host(), CONSOLE, APEX] {
            assert_eq!(owner(&paris).await.on(host).read(&path).await.status, 401, "{host}");
        }
        let nobody = app.visitor(lyon.host()).get(&path).await;
        assert!(nobody.status == 303 && nobody.header("content-disposition").is_none(), "{nobody:?}");
        assert_eq!(app.operator().await.read(&path).await.status, 404);
        assert_eq!(owner(&app.tenant(&martin.slug).await).await.read(&path).await.status, 404, "the module is off");
        let mut owner = owner(&lyon).await;
        assert_eq!(owner.read(LOANS_RECEIPT.path).await.status, 422);
        assert_eq!(owner.read(&format!("{}?repayment=../1", LOANS_RECEIPT.path)).await.status, 404);
        assert_eq!(owner.call(&path, &[]).await.status, 405, "a file is got, not posted");
    }

    async fn a_draft_is_shown_to_who_works_on_it_and_in_no_other_house(t: Deployment) {
        let app = TestApp::start(t).await;
        let (paris, lyon) = (app.tenant("paris").await, app.tenant("lyon").await);
        let mut editor = owner(&lyon).await.speaking("en");
        let fields = [("name", "Lyon LYONSECRET"), ("primary", "#7a1f5c"), ("accent", "#c8952b"), ("radius", "4"), ("heading_font", "inter"), ("intent", "draft")];
        assert_eq!(editor.submit_files(app::paths::SETTINGS_BRAND, app::endpoints::BRAND_SAVE.path, &fields, &[]).await.status, 303);
        assert!(editor.get(BRAND_SAMPLE_MAIL.path).await.says("LYONSECRET"));
        for endpoint in [BRAND_SAMPLE_MAIL, BRAND_SAMPLE_RECEIPT, BRAND_SAMPLE_PICTURE] {
            let there = owner(&paris).await.read(endpoint.path).await;
            assert!(there.status == 200 && !there.says("LYONSECRET") && !there.says("#7a1f5c"), "{}", endpoint.path);
            assert_eq!(owner(&paris).await.on(lyon.host()).read(endpoint.path).await.status, 401);
            assert_eq!(lyon.signed_in_as(Role::Member).await.read(endpoint.path).await.status, 403);
        }
        let ctx = app.deployment.ctx("lyon", Role::Owner).await;
        let receipt = editor.get(&address(repaid(&ctx, "Ruth").await, "")).await;
        assert!(!text_of(&receipt).contains("LYONSECRET"), "a receipt wears what is published");
    }
}
