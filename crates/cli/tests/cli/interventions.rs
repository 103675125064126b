//! Interventions, given on the command line.

use super::common::loopscope;
use super::usage;

#[test]
fn interventions_change_what_the_program_prints() {
    let lines = |arguments: &[&str]| {
        let answer = loopscope(&[&["run", "waiting"], arguments].concat());
        assert_eq!(answer.code, Some(0), "{}", answer.stderr);
        answer.stdout.lines().map(str::to_owned).collect::<Vec<_>>()
    };
    let first_four = |arguments: &[&str]| lines(arguments)[..4].to_vec();
    assert_eq!(first_four(&[]), ["tea: switched on", "toast: switched on", "apple: chopped", "pear: chopped"]);
    // Record 16 ends the first turn: all four are ready.
    assert_eq!(
        first_four(&["--intervene", "16:next=toast"]),
        ["toast: switched on", "tea: switched on", "apple: chopped", "pear: chopped"]
    );
    assert_eq!(
        first_four(&["--intervene", "16:next=toast", "--intervene", "16:next=pear"]),
        ["pear: chopped", "toast: switched on", "tea: switched on", "apple: chopped"]
    );
    // The option's former name.
    let blocked = lines(&["--deed", "16:block=4"]);
    assert_eq!(blocked.last().map(String::as_str), Some("breakfast after 7.0 s"));
}

#[test]
fn an_intervention_that_ends_the_program_is_in_its_trace() {
    let answer = loopscope(&["run", "event-loop", "--intervene", "9:raise=Task-1:no network"]);
    assert_eq!(answer.code, Some(1));
    assert!(answer.stderr.ends_with("RuntimeError: no network\n"), "{}", answer.stderr);
    let answer = loopscope(&["trace", "event-loop", "--intervene", "9:raise=Task-1"]);
    assert!(
        answer.stdout.contains("raise requested by the reader: RuntimeError: raised by the reader"),
        "{}",
        answer.stdout
    );
    let json = loopscope(&["trace", "event-loop", "--format", "json", "--intervene", "9:cancel=Task-1"]).stdout;
    let json: serde_json::Value = serde_json::from_str(&json).expect("it is JSON");
    let requested =
        json["records"].as_array().and_then(|records| records.iter().find(|it| it["kind"] == "cancel-requested"));
    assert_eq!(requested.expect("it was asked for")["by"], serde_json::json!({ "type": "reader" }));
}

#[test]
fn wrong_interventions_are_one_line_and_exit_code_2() {
    let said = |intervention: &str| usage(&["run", "waiting", "--intervene", intervention]);
    let form = "an intervention is written record:what, as in --intervene 12:cancel=Task-2 or --intervene 12:block=1";
    for wrong in ["12", "12:cancel", "x:cancel=Task-1", "-1:cancel=Task-1", ""] {
        assert_eq!(usage(&["run", "waiting", &format!("--intervene={wrong}")]), format!("--intervene {wrong}: {form}"));
    }
    assert_eq!(
        said("16:cancle=tea"),
        "--intervene 16:cancle=tea: there is no intervention \"cancle\"; did you mean \"cancel\"? Interventions are cancel, raise, block, next"
    );
    assert_eq!(
        said("999:cancel=tea"),
        "--intervene 999:cancel=tea: there is no record 999; the trace has records 0 to 83"
    );
    assert_eq!(
        said("16:cancel=taost"),
        "--intervene 16:cancel=taost: \"taost\" is not there; did you mean \"toast\"? Tasks alive there are Task-1, tea, toast, apple, pear"
    );
    assert_eq!(
        said("16:next=Task-1"),
        "--intervene 16:next=Task-1: \"Task-1\" is not there. Entries ready there are tea, toast, apple, pear"
    );
    for wrong in ["-1", "1e9", "NaN", "long"] {
        assert_eq!(
            said(&format!("16:block={wrong}")),
            format!("--intervene 16:block={wrong}: \"{wrong}\" must be a number of seconds from 0 to 3600")
        );
    }
}
