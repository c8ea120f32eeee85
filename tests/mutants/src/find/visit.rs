//! Which parts of a file are looked at, and within what.

use syn::parse::{ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::visit::{self, Visit};
use syn::{Arm, Expr, Pat, Stmt, Token, UnOp};

use super::{Finder, has_let, is_left_out, starts_with_left_out};
use crate::source::Within;

/// What the bodies of macros are searched for: no syntax tree is made of them.
const IN_MACROS: [&str; 9] =
    ["fn ", " < ", " == ", " && ", " || ", " != ", " + ", "wrapping_", "saturating_"];

impl<'a> Visit<'a> for Finder {
    fn visit_item_fn(&mut self, item: &'a syn::ItemFn) {
        self.function(&item.attrs, &item.sig, Some(&item.block), |finder| {
            visit::visit_item_fn(finder, item);
        });
    }

    fn visit_impl_item_fn(&mut self, item: &'a syn::ImplItemFn) {
        self.function(&item.attrs, &item.sig, Some(&item.block), |finder| {
            visit::visit_impl_item_fn(finder, item);
        });
    }

    fn visit_trait_item_fn(&mut self, item: &'a syn::TraitItemFn) {
        let block = item.default.as_ref();
        self.function(&item.attrs, &item.sig, block, |finder| {
            visit::visit_trait_item_fn(finder, item);
        });
    }

    fn visit_item_impl(&mut self, item: &'a syn::ItemImpl) {
        if is_left_out(&item.attrs) {
            return;
        }
        let of = self.line_of(&item.self_ty);
        let name = match item.trait_.as_ref().and_then(|(_, path, _)| path.segments.last()) {
            Some(segment) => format!("<{} for {of}>", segment.ident),
            None => of,
        };
        self.named(name, |finder| visit::visit_item_impl(finder, item));
    }

    fn visit_item_trait(&mut self, item: &'a syn::ItemTrait) {
        if !is_left_out(&item.attrs) {
            self.named(item.ident.to_string(), |finder| visit::visit_item_trait(finder, item));
        }
    }

    fn visit_item_mod(&mut self, item: &'a syn::ItemMod) {
        if !is_left_out(&item.attrs) {
            visit::visit_item_mod(self, item);
        }
    }

    fn visit_item_const(&mut self, item: &'a syn::ItemConst) {
        self.inside(Within::Constant, |finder| visit::visit_item_const(finder, item));
    }

    fn visit_impl_item_const(&mut self, item: &'a syn::ImplItemConst) {
        self.inside(Within::Constant, |finder| visit::visit_impl_item_const(finder, item));
    }

    fn visit_trait_item_const(&mut self, item: &'a syn::TraitItemConst) {
        self.inside(Within::Constant, |finder| visit::visit_trait_item_const(finder, item));
    }

    fn visit_item_static(&mut self, item: &'a syn::ItemStatic) {
        self.inside(Within::Constant, |finder| visit::visit_item_static(finder, item));
    }

    fn visit_expr_const(&mut self, block: &'a syn::ExprConst) {
        self.inside(Within::Constant, |finder| visit::visit_expr_const(finder, block));
    }

    fn visit_item_macro(&mut self, item: &'a syn::ItemMacro) {
        if item.mac.path.is_ident("macro_rules") {
            let text = item.mac.tokens.to_string();
            let found: usize = IN_MACROS.iter().map(|part| text.matches(part).count()).sum();
            self.source.in_macros += found;
        }
    }

    // Types, attributes, patterns and lengths of arrays are constants, or nothing that runs.
    fn visit_type(&mut self, _: &'a syn::Type) {}
    fn visit_generics(&mut self, _: &'a syn::Generics) {}
    fn visit_generic_argument(&mut self, _: &'a syn::GenericArgument) {}
    fn visit_attribute(&mut self, _: &'a syn::Attribute) {}
    fn visit_item_enum(&mut self, _: &'a syn::ItemEnum) {}
    fn visit_pat(&mut self, _: &'a Pat) {}
    fn visit_expr_repeat(&mut self, array: &'a syn::ExprRepeat) {
        self.visit_expr(&array.expr);
    }

    fn visit_stmt(&mut self, statement: &'a Stmt) {
        if !starts_with_left_out(self.text_of(statement)) {
            visit::visit_stmt(self, statement);
        }
    }

    fn visit_macro(&mut self, call: &'a syn::Macro) {
        let name = call.path.segments.last().map(|segment| segment.ident.to_string());
        match name.as_deref() {
            Some("matches") => self.matches(call),
            Some("write" | "writeln" | "format" | "format_args" | "vec") => self.arguments(call),
            _ => {}
        }
    }

    fn visit_expr(&mut self, whole: &'a Expr) {
        match whole {
            Expr::Binary(binary) if !has_let(whole) => self.binary(whole, binary),
            Expr::Unary(unary) if !matches!(unary.op, UnOp::Deref(_)) => {
                let text = self.text_of(&*unary.expr).to_owned();
                self.replace(whole, vec![(text, "without the operator".to_owned())]);
            }
            Expr::MethodCall(call) => self.method(whole, call),
            _ => {}
        }
        visit::visit_expr(self, whole);
    }

    fn visit_expr_match(&mut self, whole: &'a syn::ExprMatch) {
        self.visit_expr(&whole.expr);
        // Without an arm for all values, an arm that is deleted does not compile.
        let has_rest = whole.arms.iter().any(|arm| takes_all(arm) && arm.guard.is_none());
        for (i, arm) in whole.arms.iter().enumerate() {
            if is_left_out(&arm.attrs) {
                continue;
            }
            if has_rest && !takes_all(arm) && i + 1 < whole.arms.len() {
                self.arm(arm);
            }
            if let Some((_, guard)) = &arm.guard {
                self.guard(guard);
            }
            self.visit_expr(&arm.body);
        }
    }
}

impl Finder {
    /// The expression and the guard of `matches!`.
    fn matches(&mut self, call: &syn::Macro) {
        let parse = |input: ParseStream| {
            let of: Expr = input.parse()?;
            input.parse::<Token![,]>()?;
            Pat::parse_multi_with_leading_vert(input)?;
            let guard = match input.parse::<Option<Token![if]>>()? {
                Some(_) => Some(input.parse::<Expr>()?),
                None => None,
            };
            input.parse::<Option<Token![,]>>()?;
            Ok((of, guard))
        };
        match parse.parse2(call.tokens.clone()) {
            Ok((of, guard)) => {
                self.visit_expr(&of);
                if let Some(guard) = guard {
                    self.guard(&guard);
                }
            }
            Err(_) => self.source.in_macros += 1,
        }
    }

    /// The arguments of `write!` and the like.
    fn arguments(&mut self, call: &syn::Macro) {
        match call.parse_body_with(Punctuated::<Expr, Token![,]>::parse_terminated) {
            Ok(arguments) => {
                for argument in &arguments {
                    match argument {
                        Expr::Assign(named) => self.visit_expr(&named.right),
                        other => self.visit_expr(other),
                    }
                }
            }
            Err(_) => self.source.in_macros += 1,
        }
    }
}

/// Whether an arm is `_` or a name, which may still have a guard.
fn takes_all(arm: &Arm) -> bool {
    match &arm.pat {
        Pat::Wild(_) => true,
        Pat::Ident(name) => {
            name.subpat.is_none() && name.ident.to_string().starts_with(char::is_lowercase)
        }
        _ => false,
    }
}
