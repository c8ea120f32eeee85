//! The ways to show what was found.

use std::io::{self, Write};

use crate::decode::cli::Cli;
use crate::decode::decoded::Decoded;
use crate::decode::demo::Demo;
use crate::decode::human::{Human, Lines};
use crate::decode::json::Json;
use crate::decode::summary::Summary;
use crate::decode::tally::Tally;
use dnswire_capture::{Item, Lost};

/// One way to show what was found.
pub(crate) trait View {
    /// Comes before all else, when the built-in capture is shown.
    fn builtin(&mut self, out: &mut dyn Write) -> io::Result<()>;

    /// Shows a message.
    fn message(
        &mut self,
        item: &Item,
        decoded: &Decoded<'_>,
        out: &mut dyn Write,
    ) -> io::Result<()>;

    /// Shows in `out`, or tells in `notes`, that something could not be put together.
    fn lost(&mut self, lost: &Lost, out: &mut dyn Write, notes: &mut dyn Write) -> io::Result<()>;

    /// Comes after all else.
    fn end(&mut self, tally: &Tally, out: &mut dyn Write) -> io::Result<()>;
}

/// The view that the command line asks for.
pub(crate) fn view(cli: &Cli) -> Box<dyn View + Send> {
    if cli.quiet {
        Box::new(Quiet)
    } else if cli.json {
        Box::new(Json::new(!cli.no_findings))
    } else if cli.summary {
        Box::new(Summary::new(cli.color.is_on()))
    } else {
        let human = Human {
            has_findings: !cli.no_findings,
            has_color: cli.color.is_on(),
            lines: Lines::default(),
        };
        if cli.files.is_empty() { Box::new(Demo::new(human)) } else { Box::new(human) }
    }
}

/// Shows the counts only.
struct Quiet;

impl View for Quiet {
    fn builtin(&mut self, _: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    fn message(&mut self, _: &Item, _: &Decoded<'_>, _: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    fn lost(&mut self, _: &Lost, _: &mut dyn Write, _: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    fn end(&mut self, tally: &Tally, out: &mut dyn Write) -> io::Result<()> {
        tally.lines().iter().try_for_each(|line| writeln!(out, "{line}"))
    }
}
