//! What stands in the studio's form goes along with every button, so that nothing that was typed or chosen is lost.

use super::{choose, pictures};
use crate::harness::both_engines;
use tenantry::{
    access::Role,
    brand::{self, BrandForm, Edits, NamedBrand, Slot},
    context::TenantCtx,
    fault::{Kind, Problem},
};

fn typed(name: &str) -> BrandForm {
    BrandForm { name: name.into(), primary: "#7a1f5c".into(), tagline_en: "Typed".into(), ..BrandForm::default() }
}

fn edits(name: &str) -> Edits {
    typed(name).into()
}

fn with_logo(form: BrandForm) -> Edits {
    Edits { form: Some(form), pictures: vec![(Slot::Logo, pictures::png())], ..Edits::default() }
}

async fn draft(ctx: &TenantCtx) -> NamedBrand {
    brand::studio(ctx).await.unwrap().draft.unwrap().brand
}

both_engines! {
    async fn pictures_and_what_was_typed_become_one_draft(t: Deployment) {
        let ctx = t.ctx("paris", Role::Owner).await;
        let mut edits = with_logo(typed("Typed name"));
        edits.pictures.push((Slot::Icon, pictures::svg("")));
        brand::save_draft(&ctx, edits).await.unwrap();
        let NamedBrand { name, tokens } = draft(&ctx).await;
        assert_eq!((name.as_str(), tokens.texts.en.tagline.as_str()), ("Typed name", "Typed"));
        assert!(tokens.logo.is_some() && tokens.icon.is_some());
        assert_eq!(brand::studio(&ctx).await.unwrap().published.name, "Society of paris", "nobody else sees it");
    }

    async fn every_button_keeps_what_was_typed_beside_it(t: Deployment) {
        let ctx = t.ctx("paris", Role::Owner).await;
        choose(&ctx, Slot::Logo, pictures::png()).await.unwrap();
        brand::remove_picture(&ctx, edits("Removed"), Slot::Logo).await.unwrap();
        let removed = draft(&ctx).await;
        assert_eq!((removed.name.as_str(), removed.tokens.logo, removed.tokens.texts.en.tagline.as_str()), ("Removed", None, "Typed"));

        brand::take_color(&ctx, edits("Coloured"), "accent", "#00695c").await.unwrap();
        let coloured = draft(&ctx).await;
        assert_eq!((coloured.name.as_str(), coloured.tokens.primary.to_string(), coloured.tokens.accent.to_string()), ("Coloured", "#7a1f5c".into(), "#00695c".into()));

        brand::start_from(&ctx, edits("Started"), "lagoon").await.unwrap();
        let started = draft(&ctx).await;
        assert_eq!((started.name.as_str(), started.tokens.primary.to_string(), started.tokens.texts.en.tagline.as_str()), ("Started", "#1b66c9".into(), "Typed"));

        let file = r##"{"format":"tenantry-brand","version":1,"brand":{"primary":"#12295c"}}"##;
        brand::import(&ctx, edits("Imported"), file.as_bytes()).await.unwrap();
        let imported = draft(&ctx).await;
        assert_eq!((imported.name.as_str(), imported.tokens.primary.to_string(), imported.tokens.texts.en.tagline.as_str()), ("Imported", "#12295c".into(), "Typed"));
    }

    async fn a_wrong_field_refuses_all_but_the_pictures(t: Deployment) {
        let ctx = t.ctx("paris", Role::Owner).await;
        let wrong = || with_logo(BrandForm { primary: "red".into(), ..typed("Typed name") });
        let error = brand::save_draft(&ctx, wrong()).await.unwrap_err();
        assert_eq!((error.kind(), error.fault.problem_of("primary")), (Kind::Invalid, Some(&Problem::NotAColor)));
        let kept = draft(&ctx).await;
        assert_eq!(kept.name, "Society of paris", "the page still has what was typed");
        assert!(kept.tokens.logo.is_some(), "and can’t choose the file again");

        brand::discard_draft(&ctx, None).await.unwrap();
        brand::save(&ctx, wrong()).await.unwrap_err();
        assert!(draft(&ctx).await.tokens.logo.is_some());
        brand::discard_draft(&ctx, None).await.unwrap();
        let error = brand::schedule(&ctx, with_logo(typed("Typed name")), "yesterday").await.unwrap_err();
        assert_eq!(error.fault.problem_of("publish_at"), Some(&Problem::NotADate));
        assert!(draft(&ctx).await.tokens.logo.is_some());
        assert_eq!(brand::versions(&ctx).await.unwrap(), []);
    }

    async fn a_wrong_file_changes_nothing(t: Deployment) {
        let ctx = t.ctx("paris", Role::Owner).await;
        let edits = Edits { form: Some(typed("Typed name")), pictures: vec![(Slot::LogoDark, b"no picture".to_vec())], ..Edits::default() };
        let error = brand::save(&ctx, edits).await.unwrap_err();
        assert_eq!(error.fault.problem_of("logo-dark"), Some(&Problem::FileNotAPicture));
        assert_eq!(brand::studio(&ctx).await.unwrap().draft, None);
        assert_eq!(brand::versions(&ctx).await.unwrap(), []);
    }

    async fn what_was_chosen_is_published_with_what_was_typed(t: Deployment) {
        let ctx = t.ctx("paris", Role::Owner).await;
        brand::save(&ctx, with_logo(typed("Typed name"))).await.unwrap();
        let studio = brand::studio(&t.ctx("paris", Role::Owner).await).await.unwrap();
        assert_eq!((studio.published.name.as_str(), studio.draft, studio.versions.len()), ("Typed name", None, 2));
        assert!(studio.published.tokens.logo.is_some());
    }
}
