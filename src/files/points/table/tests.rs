use super::*;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

fn found(text: &str) -> Result<Found, String> {
    read(text.as_bytes(), std::io::empty(), true, 1000)
}

fn points(text: &str) -> Vec<Point> {
    found(text)
        .unwrap_or_else(|fault| panic!("{text:?}: {fault}"))
        .points
}

fn fault(text: &str) -> String {
    found(text).unwrap_err()
}

const TWO: [Point; 2] = [[1.5, 2.5], [-3.5, 4.0]];

#[test]
fn a_table_is_read_however_it_is_separated() {
    for text in [
        "x,y\n1.5,2.5\n-3.5,4\n",
        "1.5,2.5\n-3.5,4",
        "1.5, 2.5\n-3.5 ,4\n",
        "x;y\n1.5;2.5\n-3.5;4\n",
        "x;y\n1,5;2,5\n-3,5;4\n",
        "1,5;2,5\n-3,5;4\n",
        "x\ty\n1.5\t2.5\n-3.5\t4\n",
        "x\ty\n1,5\t2,5\n-3,5\t4,0\n",
        "x y\n1.5 2.5\n-3.5 4\n",
        "  1.5   2.5\n -3.5   4.0\n",
        "1,5 2,5\n-3,5 4,0\n",
        "sep=;\nx;y\n1,5;2,5\n-3,5;4\n",
        "\"1,500\",\"2,5\"\n\"-3,500\",\"4\"\n",
        "\"x\",\"y\"\n\"1.5\",\"2.5\"\n\"-3.5\",\"4\"\n",
        "\"1,5\",\"2,5\"\n\"-3,5\",\"4\"\n",
        "'1.5','2.5'\n'-3.5','4'\n",
        "x,y\r1.5,2.5\r-3.5,4\r",
        "x,y\r\n1.5,2.5\r\n\r\n-3.5,4\r\n,\r\n",
        "# made by hand\nx,y\n1.5,2.5\n# between\n-3.5,4\n",
        "1.5,2.5,\n-3.5,4,\n",
        "\u{2212}0,0\n1.5,2.5\n-3.5,4\n",
    ] {
        let read = points(text);
        assert_eq!(read[read.len() - 2..], TWO, "{text:?}");
        assert_eq!(found(text).unwrap().notices, [""; 0], "{text:?}");
    }
}

#[test]
fn names_say_which_columns_are_the_points() {
    for text in [
        "y,x\n2.5,1.5\n4,-3.5\n",
        " Y , X \n2.5,1.5\n4,-3.5\n",
        "Y (mm),X (mm)\n2.5,1.5\n4,-3.5\n",
        "x,y,z\n1.5,2.5,9\n-3.5,4,9\n",
        "label,X,Y\na,1.5,2.5\nb,-3.5,4\n",
        ",x,y\n0,1.5,2.5\n1,-3.5,4\n",
        "lat,lon\n2.5,1.5\n4,-3.5\n",
        "2020,y,x\n1,2.5,1.5\n1,4,-3.5\n",
        "# y x\n2.5 1.5\n4.0 -3.5\n",
        "\"x\" \"y\"\n\"1\" 1.5 2.5\n\"2\" -3.5 4\n",
    ] {
        assert_eq!(points(text), TWO, "{text:?}");
        let notices = found(text).unwrap().notices;
        assert!(
            notices.len() == 1 && notices[0].starts_with("took column"),
            "{text:?}"
        );
    }
    let swapped = found("id,y,x\n1,2.5,1.5\n2,4,-3.5\n").unwrap();
    assert_eq!(swapped.points, TWO);
    assert_eq!(
        swapped.notices,
        ["took column 3 (\"x\") as x and column 2 (\"y\") as y of 3 columns"]
    );
}

#[test]
fn without_names_the_first_two_columns_of_numbers_are_taken_and_said() {
    for text in [
        "a,b\n1.5,2.5\n-3.5,4\n",
        "0,1.5,2.5\n1,-3.5,4\n",
        ",0,1\n0,1.5,2.5\n1,-3.5,4\n",
        "id,height,weight\n17,1.5,2.5\n3,-3.5,4\n",
        "red,1.5,2.5,7\nblue,-3.5,4,8\n",
        "1.5,2.5,red\n-3.5,4,blue\n",
        "1.5 2.5 9 9\n-3.5 4 9 9\n",
    ] {
        assert_eq!(points(text), TWO, "{text:?}");
        assert_eq!(found(text).unwrap().notices.len(), 1, "{text:?}");
    }
}

#[test]
fn of_a_run_the_last_step_counts_but_steps_that_count_rows_do_not() {
    let run = "step,particle,x,y\n0,0,9,9\n0,1,9,9\n5,0,1.5,2.5\n5,1,-3.5,4\n";
    assert_eq!(points(run), TWO);
    assert_eq!(found(run).unwrap().notices, [""; 0]);
    assert_eq!(points("step,x,y\n1,1.5,2.5\n2,-3.5,4\n"), TWO);
    assert_eq!(points("step,x,y\n2,1.5,2.5\n2,-3.5,4\n1,9,9\n"), TWO);
}

#[test]
fn a_refusal_names_line_column_and_the_true_reason() {
    for (text, part) in [
        ("x,y\n1,2\n3,a\n", "line 3, column 2: \"a\" is not a number"),
        (
            "x\ty\n1\t2\n3\ta\n",
            "line 3, column 2: \"a\" is not a number",
        ),
        ("x,y\r1,2\r3,a\r", "line 3, column 2"),
        ("x,y\n1,2\n3,\n", "line 3, column 2 is empty"),
        ("x,y\n1,2\n3\n", "line 3 has 1 column instead of 2"),
        ("x,y\n1,5,2,5\n", "decimals after a comma need semicolons"),
        (
            "x,y\n\"1,234\",\"5,678\"\n",
            "with thousands or with decimals",
        ),
        ("x;y\n1,5;2,5\n1.5;2\n", "another decimal sign than line 2"),
        ("x,y\n1,2\nnan,0\n", "line 3: point NaN,0 is not finite"),
        ("x,value\n1,2\n", "names x but no y"),
        ("x,x,y\n1,2,3\n", "names two columns x"),
        ("a,b,c\nu,v,w\nu,v,w\n", "no two columns of numbers"),
        ("1\n2\n", "line 1 has 1 column instead of 2"),
        ("1,2\n3,a\n", "line 2, column 2: \"a\" is not a number"),
        ("1,a\n3,4\n", "line 1, column 2: \"a\" is not a number"),
        ("1,a\n", "line 1, column 2: \"a\" is not a number"),
        (
            "1.5 2.5\n3.5 b\n",
            "line 2, column 2: \"b\" is not a number",
        ),
        (
            "id,u,v\n1,2,3\n2,4,?\n",
            "line 3, column 3: \"?\" is not a number",
        ),
    ] {
        let sentence = fault(text);
        assert!(sentence.contains(part), "{text:?} says {sentence}");
    }
    assert_eq!(points("x,y\n"), [[0.0; 2]; 0]);
    assert_eq!(points(""), [[0.0; 2]; 0]);
}

#[test]
fn labels_in_any_encoding_are_skipped() {
    let latin = b"x,y,ort\n1.5,2.5,K\xf6ln\n-3.5,4,Bonn\n";
    let table = read(latin, std::io::empty(), true, 9).unwrap();
    assert_eq!(table.points, TWO);
}

#[test]
fn a_table_longer_than_its_beginning_is_read_to_its_end() {
    let text: String = (0..5000).map(|i| format!("{i}.5;{}\n", i + 1)).collect();
    let (head, rest) = text.as_bytes().split_at(1001);
    let table = read(head, rest, false, 5000).unwrap();
    assert_eq!(table.points.len(), 5000);
    assert_eq!(table.points[4999], [4999.5, 5000.0]);
    let fault = read(head, rest, false, 4999).unwrap_err();
    assert!(fault.contains("more than 4,999 points"), "{fault}");
}

#[test]
fn no_text_breaks_the_reader_and_every_refusal_is_one_short_line() {
    const PIECES: [&str; 24] = [
        "0", "1", "2.5", "-3,25", "1e400", "nan", "x", "y", "step", "name", "\"", "'", "#", ",",
        ";", "\t", " ", "\n", "\r\n", "\r", "\u{feff}", "\u{1b}", "\0", "sep=",
    ];
    let mut rng = ChaCha8Rng::seed_from_u64(12);
    for _ in 0..3000 {
        let length = rng.random_range(0..40);
        let text: String = (0..length)
            .map(|_| PIECES[rng.random_range(0..PIECES.len())])
            .collect();
        match found(&text) {
            Ok(found) => assert!(found.points.iter().flatten().all(|v| v.is_finite())),
            Err(fault) => {
                let plain = !fault.chars().any(char::is_control);
                assert!(plain && fault.chars().count() < 400, "{text:?}: {fault}");
            }
        }
    }
}
