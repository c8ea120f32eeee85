//! Compiles the glue between the C libraries and the benchmark, if the feature asks for them.

fn main() {
    println!("cargo::rerun-if-changed=c");
    #[cfg(feature = "c")]
    libraries();
}

#[cfg(feature = "c")]
fn libraries() {
    cc::Build::new()
        .files(["c/ns.c", "c/knot.c", "c/ldns.c"])
        .flag_if_supported("-std=gnu11")
        .warnings(true)
        .extra_warnings(true)
        // ns_sprintrr is, but nothing else prints a record.
        .flag_if_supported("-Wno-deprecated-declarations")
        .define("NDEBUG", None)
        .compile("peers");
    for library in ["resolv", "knot", "ldns"] {
        println!("cargo::rustc-link-lib={library}");
    }
}
