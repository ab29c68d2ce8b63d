"""How well the rules of identifying words do on sentences that they were not written from.

When these were first tried, 35 of the 36 that identify were found, and none of the 60 others.
"""

from casework import policy
from casework.identifying import identifying

RULES = policy.load().identifying

IDENTIFY = """
The reporting person is Mrs Example and she wants no contact.
Dr A Example at the surgery examined the child.
mrs example from next door rang
His solicitor is Ms Example-Smith.
PROF EXAMPLE OF THE UNIVERSITY
Father is Mr. Example, step-father unknown.
Child's DOB 12/11/2014, sibling not known
born 12.11.14 in another force area
Date of birth: 12th November 2014
DoB 12 Nov 2014
Her birthday is 12 November
He was born on November 12th, 1979
Suspect lives at 5 Example Road
seen outside 102b Long Example Street
moved to 9 Station Rd last year
address 33 The Example Crescent
12 example lane, upstairs
Flat 14 above the shop
M60 5AB is the area
the address is in ls1 4ap
Post code NE1 4ST
CF10 3AT and SA1 3SN
reached on 07700-900-456
Mobile 07700 900 789.
landline (0113) 496 0999
ring 0044 7700 900222
number is +447700900333
US number +1 (202) 555-0199
the account is registered to kestrel99@example.com
kestrel.orchard@mail.example.org is his
He posts at https://www.example.com/user/kestrel
www.example.net
seen on forum.example.org
link hxxps://example[.]com/abc
t.me/kestrel and discord.gg/kestrel
instagram.com/kestrel
"""

INNOCENT = """
Referral from NCMEC through the NCA, category B images, uploaded to a cloud account.
Uploaded from a UK address on 14/10/2026 at 22:41:07 UTC from port 40512.
Upload IP 198.51.100.23, resolved to a household with two adults.
Suspect identified, lives with a partner and a girl of 6.
Grooming over six weeks on a game, then moved to a chat app.
The victim is 13, the offender says that he is 15.
Sextortion: demand for 200 pounds in gift cards by Friday 17:00.
The mother has the tablet, it is switched off, PIN known.
Mr and Mrs were both at work that day.
He is a Dr at a hospital in another county.
The school reported it at 15:20 on Tues 3rd Nov.
Warrant application listed for 10:30 on 5 November 2026.
KIRAT high; graded again after the second report.
Medium risk, no known access to children, one conviction in 2014.
Three phones, 1 laptop and 2 hard drives of 1 TB seized, exhibits AB/1 to AB/6.
Exhibit ABC/03 imaged on 6 Nov; SHA-1 begins da39a3ee5e6b4b0d.
Sent to the lab, queue of 14 weeks.
US preservation request sent on 1 Oct 2026, expires after 90 days.
Report numbers 187654321 and 187654322 are the same upload.
Passed to another force; its reference 20261103-0452.
Our reference CC-26-00108, theirs 1234/2026.
CCTV of the station kept for 31 days, ends on 4 Dec.
Local authority told at 09:50, strategy discussion at 14:00.
Section 47 enquiry, ICPC on 24 Nov.
Bail until 3 Feb 2027 with conditions: no contact with under 18s.
Released under investigation, review on 12/01/2027.
Lives in a flat on the second floor; a child is on the third floor.
The road was closed; 2 units waited in the next street.
At 6 Road Policing helped with the stop.
Met in a park, then in a car on the M6 near junction 19.
The A1 northbound camera has nothing.
Between 1 May and 3 July 12 payments were made.
Age 9, class 4 at primary school, 2 siblings.
He works night shifts, 12 hour drive times.
User has 3 accounts: one on Snapchat, one on Kik, one on Discord.
It is on his phone and/or his tablet, i.e. not in the cloud.
Contact: ask for the duty officer on 101, ext 4521.
A total of 4,512 files, 1,003 of category A, 12.5 GB.
iPhone 14, iOS 18.2, last backup 2 Nov 2026 23:10.
Windows PC with a 512GB SSD and an M1 Mac with 16GB.
S2 8TB array and an RX 580.
Fined 1,500 pounds in 2019; SHPO until 2029.
No further action: no offence disclosed; told the NCA.
Supervisor agreed: risk low, device belongs to somebody else.
Family liaison: Dr and social worker at the meeting.
Miss was her teacher's name for herself.
He called himself Sir in the chat.
The word is out that Rev will close.
The file is named img_0412.jpg and the folder is dcim.
Notes in report.docx on the force system.
Wanted on recall since 2025-12-01.
End-to-end encrypted; no content before 30/09/2026.
Mother says: she found it on 31 Oct. Father says nothing.
His job: lorry driver, 3 nights a week away.
Unit 4 has the van, team of 6 at 05:30.
B2 3rd floor interview room booked.
Voluntary interview at 11:00, solicitor present.
The 999 call came at 02:13.
2x USB sticks, 1x SD card.
Hash list match 14/15.
"""


def found(sentences: str) -> tuple[int, int]:
    """Return how many sentences something is found in, and how many there are."""
    lines = [line for line in sentences.splitlines() if line]
    return sum(bool(identifying(line, RULES)) for line in lines), len(lines)


def test_precision_and_recall_on_unseen_sentences_are_at_least_95_in_a_hundred() -> None:
    right, identify = found(IDENTIFY)
    wrong, innocent = found(INNOCENT)
    assert (identify, innocent) == (36, 60)
    assert right / (right + wrong) >= 0.95
    assert right / identify >= 0.95
