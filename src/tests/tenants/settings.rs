use super::resolved;
use crate::{
    harness::{both_engines, every_placement},
    lending::three_instalments,
};
use tenantry::{
    access::Role,
    fault::Problem,
    loans,
    locale::Locale,
    tenants::{self, SettingsForm},
};

fn form(name: &str, locale: &str, time_zone: &str, currency: &str) -> SettingsForm {
    SettingsForm {
        name: name.into(),
        locale: locale.into(),
        time_zone: time_zone.into(),
        currency: currency.into(),
        ..SettingsForm::default()
    }
}

both_engines! {
    async fn settings_are_kept_and_seen_at_once(t: Deployment) {
        let ctx = t.ctx("paris", Role::Admin).await;
        assert_eq!(resolved(&t, "paris").await.unwrap().name, "Society of paris");
        tenants::update_settings(&ctx, form(" Paris! ", "fr", "America/Montreal", "CHF")).await.unwrap();
        let tenant = resolved(&t, "paris").await.unwrap();
        assert_eq!((tenant.name.as_str(), tenant.locale), ("Paris!", Locale::Fr));
        assert_eq!((tenant.zone_name.as_str(), tenant.currency.code()), ("America/Montreal", "CHF"));
    }

    async fn the_currency_stays_once_an_amount_is_recorded(t: Deployment) {
        let ctx = t.ctx("paris", Role::Admin).await;
        tenants::update_settings(&ctx, form("Paris", "fr", "UTC", "CHF")).await.unwrap();
        let ctx = t.ctx("paris", Role::Admin).await;
        loans::create(&ctx, three_instalments("Miriam")).await.unwrap();
        let fault = tenants::update_settings(&ctx, form("Another", "fr", "UTC", "USD")).await.unwrap_err().into_fault();
        assert_eq!(fault.problem_of("currency"), Some(&Problem::CurrencyInUse));
        assert_eq!(resolved(&t, "paris").await.unwrap().currency.code(), "CHF");
        tenants::update_settings(&ctx, form("Another", "fr", "UTC", "CHF")).await.unwrap();
        assert_eq!(resolved(&t, "paris").await.unwrap().name, "Another");
    }

    async fn every_setting_that_is_wrong_is_named_at_once_and_nothing_is_kept(t: Deployment) {
        let ctx = t.ctx("paris", Role::Admin).await;
        let fault = tenants::update_settings(&ctx, form("", "xx", "Mars/Base", "XXX")).await.unwrap_err().into_fault();
        for (field, problem) in [
            ("name", Problem::Required),
            ("locale", Problem::NotAChoice),
            ("time_zone", Problem::TimeZoneUnknown),
            ("currency", Problem::CurrencyUnknown),
        ] {
            assert_eq!(fault.problem_of(field), Some(&problem));
        }
        assert_eq!(resolved(&t, "paris").await.unwrap().name, "Society of paris");
    }
}

every_placement! {
    async fn settings_of_one_organisation_leave_the_others_alone(t: Deployment) {
        let (paris, _) = (t.ctx("paris", Role::Admin).await, t.ctx("lyon", Role::Admin).await);
        tenants::update_settings(&paris, form("Elsewhere", "fr", "UTC", "USD")).await.unwrap();
        let lyon = resolved(&t, "lyon").await.unwrap();
        assert_eq!((lyon.name.as_str(), lyon.locale), ("Society of lyon", Locale::En));
    }
}
