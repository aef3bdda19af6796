//! Random mutations, in one test because the sequence is global.

use fuzzer_utils::*;

#[test]
fn mutations_repeat_with_the_seed_and_change_what_they_are_given() {
    seed_mutations(7);
    let first: Vec<u32> = (0..4).map(|_| random_u32()).collect();
    seed_mutations(7);
    let second: Vec<u32> = (0..4).map(|_| random_u32()).collect();
    assert_eq!(first, second);
    seed_mutations(8);
    assert_ne!(random_u32(), first[0]);

    let (mut heads, mut counts) = (0, [0; 3]);
    for value in 0..3000u32 {
        assert_ne!(random_mutate_u32(value), value);
        counts[random_below(3) as usize] += 1;
        heads += u32::from(random_bool());

        let mut limbs = [value % 256, 255, 0, 1];
        let before = limbs;
        random_mutate_limbs(&mut limbs, 8);
        let changed = limbs
            .iter()
            .zip(before)
            .filter(|(limb, before)| **limb != *before);
        assert_eq!(changed.count(), 1);
        assert!(limbs.iter().all(|limb| *limb < 256));

        let mut bytes = value.to_le_bytes();
        random_mutate_bytes(&mut bytes);
        assert_ne!(bytes, value.to_le_bytes());
    }
    assert!(
        counts.iter().all(|count| (900..1100).contains(count)),
        "{counts:?}"
    );
    assert!((1400..1600).contains(&heads), "{heads}");

    assert_eq!(random_below(0), 0);
    assert_eq!(random_below(1), 0);
    random_mutate_limbs(&mut [], 8);
    random_mutate_bytes(&mut []);
}
