#![cfg_attr(fuzzing, no_main)]
dnswire_fuzz::target!(respond);
