pub fn step() {
    advance();
}
