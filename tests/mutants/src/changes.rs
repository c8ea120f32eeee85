//! What is put in place of an operator, a method, or a function's result.

use quote::ToTokens;
use syn::{BinOp, GenericArgument, PathArguments, PathSegment, Type};

/// The operators that replace one.
pub fn operators(operator: &BinOp) -> &'static [&'static str] {
    match operator {
        BinOp::Lt(_) => &["<=", "==", ">"],
        BinOp::Le(_) => &["<", ">"],
        BinOp::Gt(_) => &[">=", "==", "<"],
        BinOp::Ge(_) => &[">", "<"],
        BinOp::Eq(_) => &["!="],
        BinOp::Ne(_) => &["=="],
        BinOp::And(_) => &["||"],
        BinOp::Or(_) => &["&&"],
        BinOp::Add(_) => &["-", "*"],
        BinOp::Sub(_) | BinOp::Mul(_) => &["+", "/"],
        BinOp::Div(_) => &["%", "*"],
        BinOp::Rem(_) => &["/", "+"],
        BinOp::BitAnd(_) => &["|", "^"],
        BinOp::BitOr(_) => &["&", "^"],
        BinOp::BitXor(_) => &["|", "&"],
        BinOp::Shl(_) => &[">>"],
        BinOp::Shr(_) => &["<<"],
        BinOp::AddAssign(_) => &["-=", "*="],
        BinOp::SubAssign(_) | BinOp::MulAssign(_) => &["+=", "/="],
        BinOp::DivAssign(_) => &["%=", "*="],
        BinOp::RemAssign(_) => &["/="],
        BinOp::BitAndAssign(_) => &["|=", "^="],
        BinOp::BitOrAssign(_) => &["&=", "^="],
        BinOp::BitXorAssign(_) => &["|=", "&="],
        BinOp::ShlAssign(_) => &[">>="],
        BinOp::ShrAssign(_) => &["<<="],
        _ => &[],
    }
}

/// Methods that replace each other.
const PAIRS: [(&str, &str); 22] = [
    ("any", "all"),
    ("checked_add", "checked_sub"),
    ("checked_shl", "checked_shr"),
    ("find", "rfind"),
    ("first", "last"),
    ("from_be_bytes", "from_le_bytes"),
    ("is_ok", "is_err"),
    ("is_some", "is_none"),
    ("is_some_and", "is_none_or"),
    ("min", "max"),
    ("next", "next_back"),
    ("position", "rposition"),
    ("saturating_add", "saturating_sub"),
    ("starts_with", "ends_with"),
    ("take", "skip"),
    ("take_while", "skip_while"),
    ("to_ascii_lowercase", "to_ascii_uppercase"),
    ("to_be_bytes", "to_le_bytes"),
    ("unbounded_shl", "unbounded_shr"),
    ("wrapping_add", "wrapping_sub"),
    ("wrapping_shl", "wrapping_shr"),
    ("split_first", "split_last"),
];

/// Methods that are replaced, but replace no other.
const ONE_WAY: [(&str, &str); 7] = [
    ("checked_div", "checked_mul"),
    ("checked_mul", "checked_add"),
    ("checked_rem", "checked_div"),
    ("div_ceil", "wrapping_div"),
    ("rev", "by_ref"),
    ("saturating_mul", "saturating_add"),
    ("wrapping_mul", "wrapping_add"),
];

/// The methods that replace one.
pub fn methods(name: &str) -> impl Iterator<Item = &'static str> {
    let pairs = PAIRS.iter().flat_map(|(a, b)| [(*a, *b), (*b, *a)]);
    pairs.chain(ONE_WAY).filter(move |(from, _)| *from == name).map(|(_, to)| to)
}

/// Values of a type, which a function returns at once.
pub fn values(of: &Type) -> Vec<String> {
    match of {
        Type::Path(path) if path.qself.is_none() => {
            path.path.segments.last().map(named).unwrap_or_default()
        }
        Type::Reference(reference) => referred(&reference.elem, reference.mutability.is_some()),
        Type::Tuple(tuple) => pairs(&tuple.elems.iter().map(values).collect::<Vec<_>>()),
        Type::Array(array) if is_octet(&array.elem) => {
            let len = array.len.to_token_stream();
            strings(&[&format!("[0; {len}]"), &format!("[1; {len}]")])
        }
        _ => Vec::new(),
    }
}

fn named(segment: &PathSegment) -> Vec<String> {
    let inner = argument(segment).map(values);
    let wrap = |with: &str| inner.iter().flatten().map(|v| format!("{with}({v})")).collect();
    match segment.ident.to_string().as_str() {
        "bool" => strings(&["true", "false"]),
        "u8" | "u16" | "u32" | "u64" | "u128" | "usize" | "i8" | "i16" | "i32" | "i64"
        | "isize" => strings(&["0", "1"]),
        "Option" => [strings(&["None"]), wrap("Some")].concat(),
        "Result" if inner.is_none() => strings(&["Ok(Default::default())"]),
        "Result" => wrap("Ok"),
        "Ordering" => {
            ["Less", "Equal", "Greater"].map(|v| format!("core::cmp::Ordering::{v}")).into()
        }
        "String" => strings(&["Default::default()", "\"xyzzy\".into()"]),
        _ => strings(&["Default::default()"]),
    }
}

/// The first type in the angle brackets.
fn argument(segment: &PathSegment) -> Option<&Type> {
    let PathArguments::AngleBracketed(arguments) = &segment.arguments else { return None };
    arguments.args.iter().find_map(|argument| match argument {
        GenericArgument::Type(inner) => Some(inner),
        _ => None,
    })
}

fn referred(of: &Type, mutable: bool) -> Vec<String> {
    match of {
        Type::Path(path) if !mutable && path.path.is_ident("str") => {
            strings(&["\"\"", "\"xyzzy\""])
        }
        Type::Slice(_) if mutable => strings(&["&mut []"]),
        Type::Slice(slice) if is_octet(&slice.elem) => strings(&["&[]", "&[0]", "&[1]"]),
        Type::Slice(_) => strings(&["&[]"]),
        _ => Vec::new(),
    }
}

/// Two tuples at most: one of the first values, one of the second values.
fn pairs(members: &[Vec<String>]) -> Vec<String> {
    let most = members.iter().map(Vec::len).max().map_or(1, |most| most.min(2));
    let tuple = |i: usize| {
        let each: Option<Vec<_>> =
            members.iter().map(|values| values.get(i).or(values.first()).cloned()).collect();
        each.map(|each| format!("({})", each.join(", ")))
    };
    (0..most).filter_map(tuple).collect()
}

fn is_octet(of: &Type) -> bool {
    matches!(of, Type::Path(path) if path.path.is_ident("u8"))
}

fn strings(values: &[&str]) -> Vec<String> {
    values.iter().map(|value| (*value).to_owned()).collect()
}
