//! A brand that begins elsewhere: as a file, in the gallery, in another organisation; and what phones are told of it.

use super::{choose, pictures};
use crate::harness::{Deployment, both_engines};
use tenantry::{
    access::Role,
    brand::{self, BrandForm, BrandTokens, Density, Edits, IconFile, Icons, Slot},
    context::{Actor, TenantCtx},
    fault::{Kind, Problem},
    locale::Locale,
    memberships,
};

/// A brand that says something of everything.
fn full() -> BrandForm {
    BrandForm {
        name: "GMAH Paris".into(),
        short_name: "GMAH".into(),
        primary: "#12295c".into(),
        accent: "#c8952b".into(),
        tint: "warm".into(),
        density: "compact".into(),
        radius: "4".into(),
        heading_font: "source-serif".into(),
        body_font: "source-serif".into(),
        tagline_fr: "Prêts sans intérêt".into(),
        message_en: "Open on Sundays.".into(),
        footer_fr: "12 rue des Rosiers".into(),
        legal_fr: "Mentions légales https://paris.example/legal".into(),
        home_ways: "true".into(),
        ..BrandForm::default()
    }
}

async fn dressed(ctx: &TenantCtx) -> BrandTokens {
    choose(ctx, Slot::Logo, pictures::svg("")).await.unwrap();
    choose(ctx, Slot::LogoDark, pictures::png()).await.unwrap();
    choose(ctx, Slot::Icon, pictures::picture(image::ImageFormat::Png, 600, 600)).await.unwrap();
    choose(ctx, Slot::SignInImage, pictures::picture(image::ImageFormat::Jpeg, 1200, 1500)).await.unwrap();
    brand::save(ctx, full()).await.unwrap().tokens
}

/// The same person in another organisation.
async fn also_in(t: &Deployment, actor: &Actor, slug: &str, role: Role) -> TenantCtx {
    let tenant = t.tenant(slug).await;
    let mut tx = t.platform.central.begin().await.unwrap();
    memberships::add(&mut tx, &t.platform, tenant.id, actor.user, role).await.unwrap();
    tx.commit().await.unwrap();
    t.platform.enter(&tenant, Actor { role, ..actor.clone() }).await.unwrap()
}

async fn assert_whole(t: &Deployment, ctx: &TenantCtx, tokens: &BrandTokens) {
    for hash in tokens.hashes() {
        assert!(brand::asset(&t.platform, &ctx.tenant, hash).await.unwrap().is_some(), "{hash}");
    }
}

both_engines! {
    async fn a_brand_goes_from_one_organisation_to_another_as_a_file(t: Deployment) {
        let (paris, lyon) = (t.ctx("paris", Role::Owner).await, t.ctx("lyon", Role::Owner).await);
        let tokens = dressed(&paris).await;
        let file = brand::export(&paris).await.unwrap();
        brand::import(&lyon, Edits::default(), file.as_bytes()).await.unwrap();
        let draft = brand::studio(&lyon).await.unwrap().draft.unwrap().brand;
        assert_eq!(draft.name, "Society of lyon", "the name stays");
        assert_whole(&t, &lyon, &draft.tokens).await;
        let plain = |tokens: BrandTokens| tokens.without_pictures();
        assert_eq!(plain(draft.tokens.clone()), plain(tokens.clone()));
        let drawing = |tokens: &BrandTokens| tokens.logo.as_ref().unwrap().hash.clone();
        assert_eq!(drawing(&draft.tokens), drawing(&tokens), "a drawing is cleaned to the same");
        assert!(draft.tokens.icon.is_some() && draft.tokens.sign_in_image.is_some());
        assert_eq!(brand::tokens(&lyon).await.unwrap(), BrandTokens::default(), "and nobody sees it yet");
    }

    async fn a_brand_with_the_largest_pictures_is_taken_along_too(t: Deployment) {
        let (paris, lyon) = (t.ctx("paris", Role::Owner).await, t.ctx("lyon", Role::Owner).await);
        let large = pictures::svg(&format!("<path d=\"M0 0{}\"/>", " 1 1".repeat(490_000)));
        assert!(large.len() > 1_900_000, "{}", large.len());
        for slot in [Slot::Logo, Slot::LogoDark, Slot::SignInImage] {
            choose(&paris, slot, large.clone()).await.unwrap();
        }
        let tokens = brand::current(&paris).await.unwrap().tokens;
        let file = brand::export(&paris).await.unwrap();
        assert!(file.len() > 7_000_000, "{}", file.len());
        brand::import(&lyon, Edits::default(), file.as_bytes()).await.unwrap();
        assert_eq!(brand::current(&lyon).await.unwrap().tokens, tokens);
    }

    async fn a_photograph_that_became_too_large_is_exported_in_its_smaller_size(t: Deployment) {
        let (paris, lyon) = (t.ctx("paris", Role::Owner).await, t.ctx("lyon", Role::Owner).await);
        choose(&paris, Slot::SignInImage, pictures::noise(1600, 2000)).await.unwrap();
        let picture = brand::current(&paris).await.unwrap().tokens.sign_in_image.unwrap();
        let stored = brand::asset(&t.platform, &paris.tenant, &picture.hash).await.unwrap().unwrap();
        assert!(stored.bytes.len() > 2 * 1024 * 1024, "{}", stored.bytes.len());
        let file = brand::export(&paris).await.unwrap();
        brand::import(&lyon, Edits::default(), file.as_bytes()).await.unwrap();
        assert_eq!(brand::current(&lyon).await.unwrap().tokens.sign_in_image.unwrap().width, 800);
    }

    async fn a_file_that_is_no_brand_changes_nothing(t: Deployment) {
        let ctx = t.ctx("paris", Role::Owner).await;
        let file = |brand: &str, pictures: &str| format!(r#"{{"format":"tenantry-brand","version":1,"brand":{brand},"pictures":{pictures}}}"#);
        let script = "PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==";
        let wrong = [
            (String::new(), Problem::Required),
            ("hello".into(), Problem::NotABrand),
            ("[]".into(), Problem::NotABrand),
            (r#"{"format":"tenantry-brand","version":2,"brand":{}}"#.into(), Problem::NotABrand),
            (r#"{"format":"other","version":1,"brand":{}}"#.into(), Problem::NotABrand),
            (r#"{"format":"tenantry-brand","version":1,"brand":{},"css":"body{}"}"#.into(), Problem::NotABrand),
            (file(r#"{"css":"x"}"#, "{}"), Problem::NotABrand),
            (file(r#"{"primary":"url(//evil.example)"}"#, "{}"), Problem::NotAColor),
            (file(r#"{"legal_en":"x javascript:alert(1)"}"#, "{}"), Problem::NotALinkLine),
            (file("{}", r#"{"banner":{"base64":""}}"#), Problem::NotABrand),
            (file("{}", r#"{"logo":{"base64":"%%%"}}"#), Problem::NotABrand),
            (file("{}", &format!(r#"{{"logo":{{"base64":"{script}"}}}}"#)), Problem::FileNotAPicture),
            (" ".repeat(12 * 1024 * 1024 + 1), Problem::FileTooLarge { most_bytes: 12 * 1024 * 1024 }),
        ];
        for (text, problem) in wrong {
            let error = brand::import(&ctx, Edits::default(), text.as_bytes()).await.expect_err(&text);
            assert_eq!((error.kind(), error.fault.problem_of("file")), (Kind::Invalid, Some(&problem)), "{text}");
        }
        assert_eq!(brand::studio(&ctx).await.unwrap().draft, None);
        let small = file(r##"{"primary":"#7a1f5c"}"##, "{}");
        brand::import(&ctx, Edits::default(), small.as_bytes()).await.unwrap();
        let draft = brand::studio(&ctx).await.unwrap().draft.unwrap().brand.tokens;
        assert_eq!(draft, BrandTokens { primary: "#7a1f5c".parse().unwrap(), ..BrandTokens::default() }, "what is left out stays");
    }

    async fn a_brand_of_the_gallery_becomes_the_draft_and_leaves_words_and_pictures(t: Deployment) {
        let ctx = t.ctx("paris", Role::Owner).await;
        let before = dressed(&ctx).await;
        brand::start_from(&ctx, Edits::default(), "lagoon").await.unwrap();
        let draft = brand::studio(&ctx).await.unwrap().draft.unwrap().brand;
        assert_eq!((draft.tokens.primary.to_string().as_str(), draft.tokens.density), ("#1b66c9", Density::Compact));
        assert_eq!((&draft.tokens.texts, &draft.tokens.logo), (&before.texts, &before.logo));
        let error = brand::start_from(&ctx, Edits::default(), "nothing").await.unwrap_err();
        assert_eq!(error.fault.problem_of("starting"), Some(&Problem::NotAChoice));
    }

    async fn a_brand_is_copied_from_where_one_manages_it_and_from_nowhere_else(t: Deployment) {
        let paris = t.ctx("paris", Role::Owner).await;
        let lyon = also_in(&t, &paris.actor, "lyon", Role::Admin).await;
        let nord = also_in(&t, &paris.actor, "nord", Role::Member).await;
        t.ctx("martin", Role::Owner).await;
        let tokens = dressed(&lyon).await;
        brand::save_draft(&lyon, BrandForm { primary: "#00ff00".into(), ..full() }).await.unwrap();
        let sources = |ctx: TenantCtx| async move {
            brand::sources(&ctx).await.unwrap().into_iter().map(|source| source.slug).collect::<Vec<_>>()
        };
        assert_eq!(sources(paris.clone()).await, ["lyon"], "a member of nord manages nothing there");
        assert_eq!(sources(nord).await, ["lyon", "paris"]);
        for foreign in ["nord", "martin", "paris", "", "nobody"] {
            let error = brand::copy_from(&paris, Edits::default(), foreign).await.unwrap_err();
            assert_eq!(error.fault.problem_of("source"), Some(&Problem::NotAChoice), "{foreign}");
        }
        brand::copy_from(&paris, Edits::default(), "lyon").await.unwrap();
        let draft = brand::studio(&paris).await.unwrap().draft.unwrap().brand;
        assert_eq!(draft.name, "Society of paris");
        assert_eq!(draft.tokens, BrandTokens { short_name: String::new(), ..tokens }, "what is published there, not what is worked on");
        assert_whole(&t, &paris, &draft.tokens).await;
    }

    async fn phones_are_told_the_names_the_colours_and_the_icons(t: Deployment) {
        let ctx = t.ctx("paris", Role::Owner).await;
        let plain = t.platform.brands.get(&t.platform, &ctx.tenant).await.unwrap();
        let manifest: serde_json::Value = serde_json::from_str(&brand::manifest(&ctx.tenant, &plain, Locale::Fr)).unwrap();
        assert_eq!(manifest["short_name"], "Society of paris");
        let letter = Icons::of("Society of paris", &plain).url(IconFile::Pixels(192)).unwrap();
        assert_eq!(manifest["icons"][0]["src"], letter.as_str());
        let tokens = dressed(&ctx).await;
        let ctx = t.ctx("paris", Role::Owner).await;
        let brand = t.platform.brands.get(&t.platform, &ctx.tenant).await.unwrap();
        let manifest: serde_json::Value = serde_json::from_str(&brand::manifest(&ctx.tenant, &brand, Locale::Fr)).unwrap();
        assert_eq!((manifest["short_name"].as_str(), manifest["description"].as_str()), (Some("GMAH"), Some("Prêts sans intérêt")));
        assert_eq!(manifest["theme_color"], "#12295c");
        let purposes: Vec<&str> = manifest["icons"].as_array().unwrap().iter().filter_map(|icon| icon["purpose"].as_str()).collect();
        assert_eq!(purposes, ["any", "any", "maskable"]);
        let maskable = format!("/brand/{}", tokens.icon.unwrap().maskable);
        assert_eq!(manifest["icons"][2]["src"], maskable.as_str());
    }
}
