use super::pictures;
use crate::{
    harness::{Deployment, both_engines, every_placement},
    postgres::as_owner,
};
use tenantry::{
    access::Role,
    brand::{self, BrandForm, BrandTokens, Color, Font, Theme},
    context::TenantCtx,
    db::Db,
    fault::{Kind, Problem},
    tenants,
};

fn form() -> BrandForm {
    BrandForm {
        name: "GMAH Paris".into(),
        primary: "#12295c".into(),
        accent: "#d9ab3f".into(),
        radius: "4".into(),
        heading_font: "source-serif".into(),
        ..BrandForm::default()
    }
}

fn of_paris() -> BrandTokens {
    BrandTokens {
        primary: Color::new(0x12, 0x29, 0x5c),
        accent: Color::new(0xd9, 0xab, 0x3f),
        radius: 4,
        heading_font: Font::SourceSerif,
        ..BrandTokens::default()
    }
}

/// As somebody who administers the database.
pub(super) async fn execute(t: &Deployment, ctx: &TenantCtx, text: &'static str) {
    match ctx.db() {
        Db::Sqlite { writer, .. } => {
            sqlx::query(text).execute(&mut *writer.acquire().await.unwrap()).await.unwrap();
        }
        Db::Postgres(_) => {
            let owner = as_owner(t, ctx.tenant.database().as_str()).await;
            sqlx::query(text).execute(&owner).await.unwrap();
        }
    }
}

both_engines! {
    async fn a_new_organisation_has_a_brand(t: Deployment) {
        let ctx = t.ctx("paris", Role::Owner).await;
        assert_eq!(brand::tokens(&ctx).await.unwrap(), BrandTokens::default());
        let brand = t.platform.brands.get(&t.platform, &ctx.tenant).await.unwrap();
        assert!(brand.css.contains(":root{--brand:#"), "{}", brand.css);
        assert_eq!(brand.tokens.logo_url(), None);
    }

    async fn a_saved_brand_is_read_back(t: Deployment) {
        let ctx = t.ctx("paris", Role::Owner).await;
        let saved = brand::save(&ctx, form()).await.unwrap();
        assert_eq!((saved.name.as_str(), saved.tokens), ("GMAH Paris", of_paris()));
        assert_eq!(brand::tokens(&ctx).await.unwrap(), of_paris());
        let tenant = tenants::find(&t.platform, "paris").await.unwrap().unwrap();
        assert_eq!((tenant.name.as_str(), tenant.brand_copy.clone()), ("GMAH Paris", Some(of_paris())));
    }

    async fn the_next_page_shows_the_saved_brand(t: Deployment) {
        let ctx = t.ctx("paris", Role::Owner).await;
        let before = t.platform.brands.get(&t.platform, &ctx.tenant).await.unwrap();
        brand::save(&ctx, form()).await.unwrap();
        let after = t.platform.brands.get(&t.platform, &ctx.tenant).await.unwrap();
        assert_ne!(before.css, after.css);
        assert!(after.css.contains("--brand:#12295c;"), "{}", after.css);
        assert_eq!(after.tokens, of_paris());
    }

    async fn a_brand_is_kept_in_memory(t: Deployment) {
        let ctx = t.ctx("paris", Role::Owner).await;
        let first = t.platform.brands.get(&t.platform, &ctx.tenant).await.unwrap();
        let second = t.platform.brands.get(&t.platform, &ctx.tenant).await.unwrap();
        assert!(std::sync::Arc::ptr_eq(&first, &second));
    }

    async fn a_wrong_form_changes_nothing(t: Deployment) {
        let ctx = t.ctx("paris", Role::Owner).await;
        let wrong = BrandForm { name: String::new(), primary: "url(//evil.example)".into(), radius: "99".into(), ..form() };
        let error = brand::save(&ctx, wrong).await.unwrap_err();
        assert_eq!(error.kind(), Kind::Invalid);
        assert_eq!(error.fault.fields.len(), 3);
        assert_eq!(error.fault.problem_of("primary"), Some(&Problem::NotAColor));
        assert_eq!(brand::tokens(&ctx).await.unwrap(), BrandTokens::default());
        assert_eq!(tenants::find(&t.platform, "paris").await.unwrap().unwrap().name, "Society of paris");
    }

    async fn changes_at_the_same_time_do_not_undo_each_other(t: Deployment) {
        let ctx = t.ctx("paris", Role::Owner).await;
        for _ in 0..8 {
            brand::remove_logo(&ctx).await.unwrap();
            let (saved, logo) = tokio::join!(brand::save(&ctx, form()), brand::set_logo(&ctx, pictures::png()));
            saved.unwrap();
            logo.unwrap();
            let tokens = brand::tokens(&ctx).await.unwrap();
            assert!(tokens.logo.is_some());
            assert_eq!(BrandTokens { logo: None, ..tokens.clone() }, of_paris());
            assert_eq!(tenants::find(&t.platform, "paris").await.unwrap().unwrap().brand_copy, Some(tokens));
        }
    }

    async fn an_organisation_whose_database_is_broken_still_shows_its_brand(t: Deployment) {
        let ctx = t.ctx("paris", Role::Owner).await;
        brand::save(&ctx, form()).await.unwrap();
        brand::set_logo(&ctx, pictures::png()).await.unwrap();
        let tenant = tenants::find(&t.platform, "paris").await.unwrap().unwrap();
        execute(&t, &ctx, "drop table brand").await;
        assert!(t.platform.brands.get(&t.platform, &tenant).await.is_err());
        let brand = t.platform.brands.get_or_copy(&t.platform, &tenant).await;
        assert!(brand.css.contains("--brand:#12295c;"), "{}", brand.css);
        assert_eq!(brand.tokens.logo_url(), None);

        execute(&t, &ctx, "drop table brand_asset").await;
        let mark = tenants::mark(&t.platform, "paris", Theme::Light).await.unwrap().unwrap();
        assert_eq!(mark.media_type, "image/svg+xml");
        assert!(String::from_utf8_lossy(&mark.bytes).contains("#12295c"), "operators see its letter for the logo");
    }

    async fn an_organisation_with_neither_brand_nor_copy_shows_the_default(t: Deployment) {
        let ctx = t.ctx("paris", Role::Owner).await;
        execute(&t, &ctx, "drop table brand").await;
        assert_eq!(ctx.tenant.brand_copy, None);
        let brand = t.platform.brands.get_or_copy(&t.platform, &ctx.tenant).await;
        assert_eq!(brand.tokens, BrandTokens::default());
    }
}

every_placement! {
    async fn a_brand_of_another_organisation_stays_as_it_was(t: Deployment) {
        let (paris, lyon) = (t.ctx("paris", Role::Owner).await, t.ctx("lyon", Role::Owner).await);
        let before = t.platform.brands.get(&t.platform, &lyon.tenant).await.unwrap();
        brand::save(&paris, form()).await.unwrap();
        brand::set_logo(&paris, pictures::png()).await.unwrap();
        assert_eq!(brand::tokens(&lyon).await.unwrap(), BrandTokens::default());
        assert_eq!(t.platform.brands.get(&t.platform, &lyon.tenant).await.unwrap(), before);
        let tenant = tenants::find(&t.platform, "lyon").await.unwrap().unwrap();
        assert_eq!(tenant.name, "Society of lyon");
        assert_ne!(tenant.brand_copy.as_ref().map(|tokens| tokens.primary), Some(of_paris().primary));
    }
}
