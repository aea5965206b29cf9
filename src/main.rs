fn main() {
    println!("scorefield");
}
