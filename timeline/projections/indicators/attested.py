"""What baselines attested a definition as, before a definition's identity was its text.

Until version 0.2 a definition was attested by a digest that the names of classes went into, under a version named
after the year of one plan. Each of them stands here with the definition it was of, so that a baseline taken then is run
by the very same meaning. Nothing joins this table.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Attested(NamedTuple):
    """A definition as it was attested: its measure, the version as it was named then, and as it is named now."""

    measure: str
    named_then: str
    version: str


ATTESTED_AS: Mapping[str, Attested] = {
    "sha256:de142d2c78df7dea0f7d0a31fe64ea3b0dca4ca765bbca918115b800543309bb": Attested(
        "adoption-orders-otherwise", "2012.1", "2002.1"
    ),
    "sha256:f9261062475e90d718c0e760561f76502a1572cb6beecd50bb205066969d1047": Attested(
        "adoption-orders-otherwise/after-order", "2012.1", "2002.1"
    ),
    "sha256:5de716c81bb7c20b819c5d0ee51fe82ac7f0f08a6fa9e63e94346e7805c34557": Attested(
        "adoption-orders-otherwise/permanence-mix", "2012.1", "2023.1"
    ),
    "sha256:cbef0fa220fbf3b55bf90eb8bbe78d4b37e21ca49070e7a676ca1422818562f6": Attested(
        "adoption-timeliness", "2012.1", "2018.1"
    ),
    "sha256:e255c8efe98ff90b7768593bfdf9245033750857fc4f4f6cff21cc5c78e6a878": Attested(
        "adoption-waiting", "2012.1", "2024.1"
    ),
    "sha256:c2474c066607f096f9d0b42a7de5cf979b1bf69bf36edba559d34ac73fdb3dc8": Attested(
        "assessment-quality", "2012.1", "2010.1"
    ),
    "sha256:0f36e35d65cf066459a684b87108cd71f7c4e5e7827ca9b0de1211924a549785": Attested(
        "audit-findings", "2012.1", "2023.1"
    ),
    "sha256:48ca0ca660971cdca5c4eaef56c9b39cd9f82d3de7376a22765e6231f89fda3f": Attested(
        "care-leavers", "2008.1", "2008.1"
    ),
    "sha256:c3acd02de681dbb02bb082d0caa1e5d67de17aaa6781e7c2325179ec7ac0330f": Attested(
        "care-leavers", "2014.1", "2014.1"
    ),
    "sha256:5f31b30aca4bd91317255179b30d09200a8f991a9cd475041a824db9e317c018": Attested(
        "care-plan-quality", "2012.1", "2010.1"
    ),
    "sha256:5a794424f0967a8b6b0653d5170195bca3e409ab5f25207c3dfc6468e24c56fb": Attested("ceased", "2012.1", "2023.1"),
    "sha256:e7f7d1e56d3bd48a373a311cc1562755b89ea202352937692016da3a6f2fb443": Attested(
        "ceased-by-duration", "2012.1", "2023.1"
    ),
    "sha256:53434165d9cbfb2532ec91adb5776baa5b5c1118ecb9be8532314e57bae44c99": Attested(
        "ceased-by-duration/bands", "2012.1", "2023.1"
    ),
    "sha256:c61abfaa5e0ff35ad00c2e15e3b137ae1f26411186986c7b1e1d9d6012ef482b": Attested(
        "ceased-by-duration/entrants", "2012.1", "2023.1"
    ),
    "sha256:b310d48d9432edf2dbaddcab8307c2f41a33df4db7f9f9eb742cd14b1da29b34": Attested(
        "ceased-destination", "2012.1", "2023.1"
    ),
    "sha256:d5872a73b7e2481dbe2168514531932e1e0932676eb489b828c857ab8a90207f": Attested(
        "continuously-12-months", "2012.1", "2020.1"
    ),
    "sha256:976a8239d00f60c7a1594342681e8f9f8b160a5a449d5d0818a2f21f7a584213": Attested(
        "convicted", "2012.1", "2020.1"
    ),
    "sha256:a783dd9a67103da33f59bb8b8402169a68613ea2a2b853d150278f6e92ceb831": Attested(
        "court-timescale", "2012.1", "2014.1"
    ),
    "sha256:3dd95752eeabd21b69d51708b43d100a0b71d167e4fb56dcfae1bf19872e9daa": Attested("dental", "2012.1", "2020.1"),
    "sha256:2648523af578988120530730ca50fd98042f366ba0adf0eb4bf92332da7ff919": Attested(
        "duration-open", "2012.1", "2023.1"
    ),
    "sha256:7f7c7b2a65cd4066aceb993dfb303fddd325192998225fdefd1980cc843dd303": Attested(
        "edge-of-care-accommodated", "2012.1", "1989.1"
    ),
    "sha256:c999ca299378b042e847c16ad0f96ed375e8137f275f9eec69f24bf5bb391231": Attested(
        "edge-of-care-accommodated/from-start", "2012.1", "1989.1"
    ),
    "sha256:f2a0660c2b8d88f0c58e53983297bd3fe2d6e319ca55f84923fd1713d819c62b": Attested(
        "health-annual", "2012.1", "2020.1"
    ),
    "sha256:375f7ef6db546b980093bff6fbfadb903702ea7827689d609cb47490a193664d": Attested(
        "health-plan", "2012.1", "2010.1"
    ),
    "sha256:5361e406dd35586f455d3bbe71867b8977d8d07776fc67d34ab15f2347c7bf44": Attested(
        "immunisations", "2012.1", "2020.1"
    ),
    "sha256:0fc0d61d284e759b8db9fd34b64d00d56049d24192ca22731725066068db2a64": Attested(
        "legal-status", "2012.1", "2023.1"
    ),
    "sha256:0f9206eebe28123efb0d419856330afa5341f529209c3d98f4251da260ba8b83": Attested(
        "legal-status-s20", "2012.1", "1989.1"
    ),
    "sha256:29512b653acd18da5217a66f94fc709318485d6198e3331f1d0bbcc74c5a9a68": Attested(
        "legal-status-s20/long", "2012.1", "1989.1"
    ),
    "sha256:db77abb3eca62306623d654d484c1388d645e688a9b1fb104061c35f808961e4": Attested(
        "legal-status-s20/started", "2012.1", "1989.1"
    ),
    "sha256:25be5b4f911ba10e33f5480947b796358554c5d6d61f38eff8dfbd29772a32fb": Attested(
        "looked-after", "2012.1", "2023.1"
    ),
    "sha256:b3275712d3cbe7231bcc3dc48542def55a4339542d70c200d6be33bd6535c4e7": Attested(
        "looked-after-in-year", "2012.1", "2023.1"
    ),
    "sha256:89d5d38575e94eaf35efd25d9518c4c6155c3b327e2f459f96360944ae61da1f": Attested(
        "missing-incidents", "2012.1", "2015.1"
    ),
    "sha256:2bcecf50f10fd76d4e5a513c08c1d41214287eb21dc4bdec9be680d1fdb831f6": Attested(
        "missing-over-24h", "2012.1", "2014.1"
    ),
    "sha256:2d845c178d6ffdb5586068ec4c4a878c181e70fe99091301cff1fb5397724e19": Attested(
        "missing-over-24h", "2012.2", "2014.2"
    ),
    "sha256:d8262e03012c84a7a2657c6ad5cc47bd4642fb51c3120d960668db66bee455c4": Attested(
        "missing-over-24h/any-absence", "2012.2", "2015.2"
    ),
    "sha256:e65ab90b25aca0e13d3a211a995032965e7cbb003cec5b67e49b7eb38e09e0ac": Attested(
        "missing-over-24h/at-date", "2012.2", "2014.2"
    ),
    "sha256:b11376d3d47aca8a81d1b5edf9c55e2d950a8b16f21d9a9e391133ff57dcd852": Attested(
        "missing-over-24h/placement", "2012.2", "2012.2"
    ),
    "sha256:d485dcec548d752b3ebeda602e6353d80f0907d155d301935ef189eeef64f6e9": Attested(
        "multiple-periods", "2012.1", "2023.1"
    ),
    "sha256:cc75571fa1c811139659e2749cbc4a7f0b98d855af0b386bf1cf77f7e9a3c36a": Attested(
        "multiple-periods/begun", "2012.1", "2023.1"
    ),
    "sha256:d35d1473dd0272b2877da4d054fb83a5537e8b1fa2ea66b3b789fb2bb74b6f14": Attested(
        "multiple-periods/leavers", "2012.1", "2023.1"
    ),
    "sha256:64bbbd98b1cea2a3332510bdb987d89d83121a0d372bbc0d022773ae849263fd": Attested(
        "multiple-periods/re-entry", "2012.1", "2023.1"
    ),
    "sha256:8ba3d0248ba88e5f6d185b7f1a45c2c84ee4fc510df3a13ce2a3e29095c97091": Attested(
        "pathway-plan", "2012.1", "2010.1"
    ),
    "sha256:b884dcfef643a46da0789d100c776123df2e91a44289b33992fb4a7c428b1227": Attested(
        "permanence-plan-by-second-review", "2012.1", "2010.1"
    ),
    "sha256:20855639c810808c80cd0c3e2e2783e37daa18d089ecb1d680c91234d62eca10": Attested(
        "permanence-tracking", "2012.1", "2023.1"
    ),
    "sha256:ffc417e20d426a77fe1bf591d317f008ea747921e92ce5670a74bbb9c8844b29": Attested(
        "placed-with-parents", "2012.1", "1989.1"
    ),
    "sha256:625dd3d7326e2ff0177edd1d6b951a9b6c1e6ae0f298166831e0034c1586c025": Attested(
        "placed-with-parents/care-orders", "2012.1", "1989.1"
    ),
    "sha256:bcba65bd8c747d4e44407b05c3f0b4da2066516d9e64396d4353593c2e6c0b0f": Attested(
        "placed-with-parents/home", "2012.1", "1989.1"
    ),
    "sha256:2bfad204c3bc6bf17c333b464e4a8e101d43fa07aaf78574a6730d78d398e637": Attested(
        "placed-within-12-months", "2012.1", "2023.1"
    ),
    "sha256:a194907c720e085a891bb7c2efbbb9a9adabd206d485951643623cac7e3d975a": Attested(
        "placement-location", "2012.1", "2023.1"
    ),
    "sha256:1f530c3dcfd6457addab0ad33efa8a9fe7b392e40ffdfe5580fcfe4f47c3675b": Attested(
        "placement-provider", "2012.1", "2023.1"
    ),
    "sha256:34e55e1262c5bb72d477b4035e81f1a02b6e1ee83e9a0c417e146ee02f40eae8": Attested(
        "placement-stability-long", "2012.1", "2021.1"
    ),
    "sha256:68d33c91cd2d7886b03ce79faf6d2ddaa44f82ced3fa71f70e806505c2cbfdcf": Attested(
        "placement-type", "2012.1", "2023.1"
    ),
    "sha256:3880092e1ed2809d14b1fe05a122c738304e02b69a48508c3cb631fdca06fa3f": Attested(
        "placements-2-years", "2012.1", "2024.1"
    ),
    "sha256:ce20e43d61d9db0edbd56c24f882ce22128280525674cb2c0816a71e57ebd801": Attested(
        "placements-3-plus", "2012.1", "2008.1"
    ),
    "sha256:98b5eabb067ba8fe3e80dcb4f666ee05929b2a1e92279b62be87afe78a789b95": Attested(
        "proceedings-applied", "2012.1", "1989.1"
    ),
    "sha256:78b5b2282d8dec374cb96668e8681673642697c711f310da63c5aac49769db54": Attested(
        "proceedings-applied/section-20", "2012.1", "1989.1"
    ),
    "sha256:534ee4892d9c74eb7c1851b0fb97d28a112218809074da6200bb2123830ecd8a": Attested(
        "proceedings-applied/started", "2012.1", "1989.1"
    ),
    "sha256:f665a908134bb7043da814f0fd71a41066457ac7a8400a6f7bb52f0e015ce058": Attested(
        "proceedings-successful", "2012.1", "1989.1"
    ),
    "sha256:59038377ad35d7e63d2f63a3231bb4d79b06a2e090558a6a7eb3c4a215f7e9ae": Attested("re-entry", "2012.1", "2023.1"),
    "sha256:f24d7cbb48444beab0d0f01d4bdbcecc01345afedfcd201eccfb15e2ec9639d6": Attested(
        "re-referred", "2012.1", "2023.1"
    ),
    "sha256:20200e7f0da0311de13d8962c50fb91daa8ac4643253daf9ba5a19bb5e1f2506": Attested(
        "returned-home", "2012.1", "2023.1"
    ),
    "sha256:923509689112f7a772d5c6344edaef6cac7da41ad1b3db48a143fb5cfda0a68b": Attested(
        "review-participation", "2012.1", "2017.1"
    ),
    "sha256:000878eefb069bf0960ce1917b6379c31e2f7aac7e1af83e5ab2b28308cafa02": Attested(
        "reviews-on-time", "2012.1", "2010.1"
    ),
    "sha256:65149fc60fc51a02849a1edd8ab3d068c0ed3f7c3db4498a19ea5cfff2a7105d": Attested(
        "reviews-overdue", "2012.1", "2010.1"
    ),
    "sha256:1ebe9d6af5b8927ff01a93f67e6d373849d98e3c5847ad1d4f47b179923ba579": Attested("sdq-mean", "2012.1", "2020.1"),
    "sha256:475ec408b030c36540c10d95aa1a1c7365fa2847f6ca39c4fc4c41f96aeff968": Attested(
        "social-worker-changes", "2012.1", "2024.1"
    ),
    "sha256:f8786bb82a16e8673e959838acba75bf15c90322b6ca6e52ce9e5e9f564d33a8": Attested(
        "special-guardianship", "2012.1", "2023.1"
    ),
    "sha256:9f152b1e8c28b03173ff6da54859589e4f8c69eec839aeba0b995b77ed60e8d9": Attested("started", "2012.1", "2023.1"),
    "sha256:405559f610385e55d632182eb25543d509d3671a632fd01245568f6da410ab0f": Attested(
        "substance-misuse", "2012.1", "2020.1"
    ),
    "sha256:b4bf6a70766356f41132b2bc9f1e8f9604b323cb57ff6d1cefaff4c717eb3f24": Attested(
        "transition-plan-13", "2012.1", "2010.1"
    ),
    "sha256:f2fc9bbb3652c2cb8cfe961723964aef89ead6d36ca772de74e4651fbcf4b72c": Attested(
        "transition-plan-audit", "2012.1", "2010.1"
    ),
    "sha256:de470b5315c03dcd524d9cd308c2acabdca2765219cfaef215ab9750a56e2312": Attested("uasc", "2012.1", "2023.1"),
    "sha256:94b7eb2a5c4d8696eb96b20141257531c56f0ca93d0c0e410795509639137674": Attested(
        "visitor-received", "2012.1", "1989.1"
    ),
    "sha256:0c9f33bd494cdc5a1bfdb3b90165b9e59b9bdd6cbb7360efaf26b30609fc1646": Attested(
        "visitor-received/answerable", "2012.1", "1989.1"
    ),
    "sha256:b210cc98c28cc594e154654e4d7f8d6cb47e6db31e62618ea7e50349b8b7b3a2": Attested(
        "visitor-waiting", "2012.1", "1989.1"
    ),
}
"""By the digest that baselines hold."""
