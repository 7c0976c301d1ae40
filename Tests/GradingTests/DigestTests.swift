import Testing

@testable import Grading

@Suite("Digests")
struct DigestTests {
  private func digest(_ text: String) -> String {
    var digest = SHA256()
    digest.add(text.utf8)
    return digest.digest
  }

  // The examples of FIPS 180-4.
  @Test func knownDigests() {
    #expect(digest("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    #expect(digest("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(
      digest("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")
        == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")
    #expect(
      digest(String(repeating: "a", count: 100_000))
        == "6d1cf22d7cc09b085dfc25ee1a1f3ae0265804c607bc2074ad253bcc82fd81ee")
  }

  @Test func partsAreToldApart() {
    let one = GradeFingerprint(program: "p", key: [1, 2], identities: [[3]], seed: 1)
    let other = GradeFingerprint(program: "p", key: [1], identities: [[2, 3]], seed: 1)
    #expect(one.name(of: [], isTeX: false) != other.name(of: [], isTeX: false))
    #expect(one.name(of: [9], isTeX: false) != one.name(of: [9], isTeX: true))
  }
}
