//! The list of accounts.

use maud::{Markup, html};
use rust_i18n::t;

use super::way_back;
use crate::accounts::account::Account;
use crate::accounts::guard::{Part, Viewer};
use crate::accounts::pages::role_name;
use crate::units::Unit;
use crate::web::language::Lang;
use crate::web::layout::Page;

/// What the list shows.
pub(in crate::accounts::admin) struct ListPage<'a> {
    pub(in crate::accounts::admin) lang: Lang,
    pub(in crate::accounts::admin) viewer: &'a Viewer,
    /// Each with its unit, those in use first.
    pub(in crate::accounts::admin) accounts: &'a [(Account, Unit)],
}

impl ListPage<'_> {
    pub(in crate::accounts::admin) fn page(&self) -> Page {
        let title = t!("accounts.admin.list", locale = self.lang.code());
        self.viewer.page(self.lang, &title, Part::Admin)
    }

    pub(in crate::accounts::admin) fn body(&self) -> Markup {
        let lang = self.lang.code();
        html! {
            (way_back(self.lang, &[]))
            h1 { (t!("accounts.admin.list", locale = lang)) }
            div.toolbar { a.button href="/admin/accounts/new" { (t!("accounts.admin.add", locale = lang)) } }
            div.table-wrap {
                table.data.wide {
                    thead {
                        tr {
                            th scope="col" { (t!("accounts.name", locale = lang)) }
                            th scope="col" { (t!("accounts.login", locale = lang)) }
                            th scope="col" { (t!("accounts.role_label", locale = lang)) }
                            th scope="col" { (t!("accounts.unit", locale = lang)) }
                        }
                    }
                    tbody { @for (account, unit) in self.accounts { (self.row(account, unit)) } }
                }
            }
        }
    }

    fn row(&self, account: &Account, unit: &Unit) -> Markup {
        let lang = self.lang.code();
        html! {
            tr {
                th scope="row" {
                    a href={ "/admin/accounts/" (account.id) } { (account.name) }
                    @if !account.active {
                        " " span.badge.none { (t!("accounts.admin.closed", locale = lang)) }
                    }
                    @if account.id == self.viewer.account.id {
                        " " span.badge { (t!("accounts.admin.you", locale = lang)) }
                    }
                }
                td { (account.login) }
                td { (role_name(account.role, self.lang)) }
                td { (unit.name) }
            }
        }
    }
}
