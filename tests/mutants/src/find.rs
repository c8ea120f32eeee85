//! Finds the places in a source file that have mutants.

mod visit;

use std::ops::Range;

use quote::ToTokens;
use syn::spanned::Spanned;
use syn::visit::Visit;
use syn::{Attribute, BinOp, Block, Expr, ReturnType, Signature, Type};

use crate::changes;
use crate::source::{Form, Mutant, Place, Source, Within};

/// The places of a file; their mutants are numbered from `first`.
pub fn places(path: String, text: String, first: u32) -> syn::Result<Source> {
    let file = syn::parse_file(&text)?;
    let source = Source { path, text, places: Vec::new(), const_fns: Vec::new(), in_macros: 0 };
    let mut finder = Finder { source, next: first, names: Vec::new(), within: Within::Ordinary };
    finder.visit_file(&file);
    Ok(finder.source)
}

struct Finder {
    source: Source,
    next: u32,
    /// The type or trait, and the functions, that are visited.
    names: Vec<String>,
    within: Within,
}

impl Finder {
    fn text_of(&self, part: &impl ToTokens) -> &str {
        &self.source.text[range(part)]
    }

    /// The text of a part in one line.
    fn line_of(&self, part: &impl ToTokens) -> String {
        self.text_of(part).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The text of `whole` with `new` in place of `part`.
    fn with(&self, whole: &impl ToTokens, part: &impl ToTokens, new: &str) -> String {
        let (whole, part, text) = (range(whole), range(part), &self.source.text);
        format!("{}{new}{}", &text[whole.start..part.start], &text[part.end..whole.end])
    }

    /// Adds a place with its mutants: for each the text in this place, and what it does.
    fn place(&mut self, span: Range<usize>, form: Form, mutants: Vec<(String, String)>) {
        let line = self.source.text[..span.start].matches('\n').count() + 1;
        let function = self.names.join("::");
        let mutants: Vec<_> = mutants
            .into_iter()
            .map(|(text, change)| Mutant { line, function: function.clone(), change, text })
            .collect();
        if mutants.is_empty() {
            return;
        }
        let (first, within) = (self.next, self.within.clone());
        let place = Place { first, span, form, within, mutants };
        self.next = place.next();
        self.source.places.push(place);
    }

    /// A place where a whole expression is replaced.
    fn replace(&mut self, whole: &Expr, mutants: Vec<(String, String)>) {
        let was = self.line_of(whole);
        let mutants =
            mutants.into_iter().map(|(text, new)| (text, format!("`{was}`: {new}"))).collect();
        self.place(range(whole), Form::Expression, mutants);
    }

    fn binary(&mut self, whole: &Expr, binary: &syn::ExprBinary) {
        let mutant = |new: &&str| {
            let operands = (self.text_of(&binary.left), self.text_of(&binary.right));
            // The new operator may bind more or less than the old one.
            let text = if is_assignment(new) {
                format!("{} {new} {}", operands.0, operands.1)
            } else {
                format!("({}) {new} ({})", operands.0, operands.1)
            };
            (text, format!("`{new}`"))
        };
        let mutants = changes::operators(&binary.op).iter().map(mutant).collect();
        self.replace(whole, mutants);
    }

    fn method(&mut self, whole: &Expr, call: &syn::ExprMethodCall) {
        let name = call.method.to_string();
        let mut mutants: Vec<_> = changes::methods(&name)
            .map(|new| (self.with(whole, &call.method, new), format!("`{new}`")))
            .collect();
        if name == "is_empty" {
            mutants.push((format!("!{}", self.text_of(whole)), "negated".to_owned()));
        }
        self.replace(whole, mutants);
    }

    fn guard(&mut self, guard: &Expr) {
        if !has_let(guard) {
            let values = ["true", "false"];
            self.replace(guard, values.map(|value| (value.into(), format!("`{value}`"))).into());
        }
        self.visit_expr(guard);
    }

    fn arm(&mut self, arm: &syn::Arm) {
        let mutant = (String::new(), format!("arm `{}` deleted", self.line_of(&arm.pat)));
        match &arm.guard {
            None => {
                let end = range(&arm.pat).end;
                self.place(end..end, Form::Arm, vec![mutant]);
            }
            Some((_, guard)) if !has_let(guard) => {
                self.place(range(guard), Form::GuardedArm, vec![mutant]);
            }
            Some(_) => {}
        }
    }

    fn body(&mut self, signature: &Signature, block: &Block) {
        let values = match &signature.output {
            ReturnType::Default => vec!["()".to_owned()],
            ReturnType::Type(_, of) if matches!(**of, Type::ImplTrait(_)) => Vec::new(),
            ReturnType::Type(_, of) => changes::values(of),
        };
        let inside = range(&block.brace_token.span.open()).end..range(block).end - 1;
        let old = self.source.text[inside.clone()].trim();
        let mutants: Vec<_> = values
            .into_iter()
            .filter(|value| !old.is_empty() && value != old)
            .map(|value| (format!("return {value}"), format!("returns `{value}`")))
            .collect();
        self.place(inside.start..inside.start, Form::Body, mutants);
    }

    fn function(
        &mut self,
        attributes: &[Attribute],
        signature: &Signature,
        block: Option<&Block>,
        inside: impl FnOnce(&mut Self),
    ) {
        let Some(block) = block.filter(|_| !is_left_out(attributes)) else { return };
        self.names.push(signature.ident.to_string());
        let mut within = self.within.clone();
        if let (Some(word), Within::Ordinary) = (signature.constness, &within) {
            let name = self.names.join("::");
            self.source.const_fns.push((name.clone(), range(&word)));
            within = Within::ConstFn(name);
        }
        self.inside(within, |finder| {
            finder.body(signature, block);
            inside(finder);
        });
        self.names.pop();
    }

    fn inside(&mut self, within: Within, visit: impl FnOnce(&mut Self)) {
        let outer = std::mem::replace(&mut self.within, within);
        visit(self);
        self.within = outer;
    }

    fn named(&mut self, name: String, visit: impl FnOnce(&mut Self)) {
        self.names.push(name);
        visit(self);
        self.names.pop();
    }
}

/// Where a part is in the text of its file.
fn range(part: &impl Spanned) -> Range<usize> {
    part.span().byte_range()
}

/// Whether an item is for tests only, or for fewer features than all.
pub fn is_left_out(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let text = attribute.to_token_stream().to_string().replace(' ', "");
        starts_with_left_out(&text)
    })
}

fn starts_with_left_out(text: &str) -> bool {
    ["#[test]", "#[cfg(test)]", "#[cfg(all(test", "#[cfg(not(feature"]
        .iter()
        .any(|attribute| text.starts_with(attribute))
}

/// Whether a condition has a `let`, which cannot be an operand elsewhere.
fn has_let(condition: &Expr) -> bool {
    match condition {
        Expr::Let(_) => true,
        Expr::Binary(binary) if matches!(binary.op, BinOp::And(_)) => {
            has_let(&binary.left) || has_let(&binary.right)
        }
        _ => false,
    }
}

fn is_assignment(operator: &str) -> bool {
    operator.ends_with('=') && !["==", "!=", "<=", ">="].contains(&operator)
}
