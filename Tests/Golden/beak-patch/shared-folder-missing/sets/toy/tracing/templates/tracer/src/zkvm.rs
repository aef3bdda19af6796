pub const NAME: &str = "toy";
