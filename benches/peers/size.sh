#!/usr/bin/env bash
# Time to build and size of a small program that lists the MX records of a message.
#
#   ./size.sh [-n N]
#
# Makes a package for each library in a temporary folder, has its crates downloaded, and builds it
# N times from clean (1 unless told). Prints a Markdown table: crates besides the program itself,
# median seconds of `cargo build --release` by the clock and of the processors, and KiB of the
# stripped program; last the same with `opt-level = "z"` and LTO. `none` only reads and prints, as
# the others do besides; `dnswire-core` is without default features.
set -eu
TIMEFORMAT='%R %U %S'

times=1
while getopts n: option; do
    case $option in
    n) times=$OPTARG ;;
    *) exit 2 ;;
    esac
done

dnswire=$(cd "$(dirname "$0")/../.." && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
CARGO_TARGET_DIR=$folder/target
export CARGO_TARGET_DIR

# A package `$1` with the dependency `$2`, or none; standard input is the code that lists the MX records of `octets`.
package() {
    mkdir -p "$folder/$1/src"
    cat >"$folder/$1/Cargo.toml" <<END
[package]
name = "$1"
version = "0.0.0"
edition = "2024"

[workspace]

[dependencies]
$2

[profile.release]
strip = true

[profile.small]
inherits = "release"
opt-level = "z"
lto = true
END
    {
        echo 'fn main() -> Result<(), Box<dyn std::error::Error>> {'
        echo '    let octets = std::fs::read(std::env::args().nth(1).ok_or("no file")?)?;'
        cat
        echo '    Ok(())'
        echo '}'
    } >"$folder/$1/src/main.rs"
}

package none "" <<'END'
    println!("{} octets", octets.len());
END

for features in "" ", default-features = false"; do
    name=dnswire${features:+-core}
    package "$name" "dnswire = { path = \"$dnswire\"$features }" <<'END'
    let message = dnswire::Message::parse(&octets).map_err(|error| error.to_string())?;
    for mx in message.answers().of::<dnswire::rdata::Mx>() {
        let mx = mx.map_err(|error| error.to_string())?;
        println!("{} {}", mx.preference, mx.exchange);
    }
END
done

package simple-dns-mx 'simple-dns = "0.13"' <<'END'
    let packet = simple_dns::Packet::parse(&octets)?;
    for record in &packet.answers {
        if let simple_dns::rdata::RData::MX(mx) = &record.rdata {
            println!("{} {}", mx.preference, mx.exchange);
        }
    }
END

package domain-mx 'domain = "0.12"' <<'END'
    use domain::base::{Message, ParsedName};
    let message = Message::from_octets(octets.as_slice())?;
    for record in message.answer()?.limit_to::<domain::rdata::Mx<ParsedName<_>>>() {
        let record = record?;
        println!("{} {}", record.data().preference(), record.data().exchange());
    }
END

# Crates that a package is built from, besides itself; those that run while it is built count too.
crates() {
    cargo tree --manifest-path "$folder/$1/Cargo.toml" --edges normal,build --prefix none |
        sed 's/ (\*)$//' | sort -u | tail -n +2 | wc -l
}

# Builds from clean with a profile; prints the seconds by the clock and of the processors.
build() {
    rm -rf "$CARGO_TARGET_DIR"
    { time cargo build --quiet --offline --manifest-path "$folder/$1/Cargo.toml" \
        --profile "$2" 2>&3; } 3>&2 2>&1 | awk '{ printf "%.1f %.1f\n", $1, $2 + $3 }'
}

# KiB of the program that was built last.
size() {
    wc -c <"$CARGO_TARGET_DIR/$2/$1" | awk '{ printf "%.0f\n", $1 / 1024 }'
}

median() { sort -n | sed -n "$(((times + 1) / 2))p"; }

echo "| a program with | crates | build | of it CPU | program | small program |"
echo "| --- | ---: | ---: | ---: | ---: | ---: |"
for name in dnswire dnswire-core simple-dns-mx domain-mx none; do
    cargo fetch --quiet --manifest-path "$folder/$name/Cargo.toml"
    seconds=$(for _ in $(seq "$times"); do build "$name" release; done | median)
    read -r clock processors <<<"$seconds"
    release=$(size "$name" release)
    build "$name" small >/dev/null
    echo "| ${name%-mx} | $(crates "$name") | $clock s | $processors s | $release KiB | $(size "$name" small) KiB |"
done
