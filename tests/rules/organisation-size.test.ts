import { warningsFor, whyCannotSetForm, type Standing } from '../../cloudfunctions/modules/organisations/size-rules'
import { sizeRules } from '../../cloudfunctions/regulations/organisation-size'
import type { Post } from '../../types/contracts/codes'

const today = '2026-11-20'
const post = (name: Post, who: string, until: string | null = null, acting = false) => ({ post: name, memberId: who, memberName: `示例${who}`, until, acting })
const five = [post('secretary', 'a'), post('organisationOfficer', 'b'), post('publicityOfficer', 'c'), post('disciplineOfficer', 'd'), post('committeeMember', 'e')]
const branch = (over: Partial<Standing> = {}): Standing => ({ kind: 'branch', fewerReason: null, members: 23, full: 17, posts: five, ...over })
const keys = (standing: Standing): string[] => warningsFor(standing, today).map(({ key }) => key)

test('a sound branch has nothing to be told', () => expect(keys(branch())).toEqual([]))

test.each<[string, Standing, string[]]>([
  ['3 full members', branch({ full: 3, members: 3, posts: [five[0]!] }), []],
  ['2 full members', branch({ full: 2, members: 3, posts: [five[0]!] }), ['tooFew']],
  ['2, and the superior allows it', branch({ full: 2, members: 3, posts: [five[0]!], fewerReason: '单位人少' }), []],
  ['50 members', branch({ members: 50 }), []],
  ['51 members', branch({ members: 51 }), ['tooMany']],
  ['6 full members with a secretary and a deputy', branch({ full: 6, posts: [five[0]!, post('deputySecretary', 'b')] }), []],
  ['6 full members with a committee', branch({ full: 6 }), ['noCommittee']],
  ['7 full members with a secretary only', branch({ full: 7, posts: [five[0]!] }), ['needsCommittee', 'vacancies']],
  ['7 full members and a committee of three, one post of the three left', branch({ full: 7, posts: five.slice(0, 3) }), ['vacancies']],
  ['one person with two posts is one person', branch({ full: 7, posts: [five[0]!, post('organisationOfficer', 'a'), post('publicityOfficer', 'c'), post('disciplineOfficer', 'c')] }), ['needsCommittee']],
  ['seven in the committee', branch({ posts: [...five, post('committeeMember', 'f'), post('committeeMember', 'g')] }), []],
  ['eight in the committee', branch({ posts: [...five, ...['f', 'g', 'h'].map(who => post('committeeMember', who))] }), ['committeeLarge']],
  ['no secretary', branch({ posts: five.slice(1) }), ['noSecretary']],
  ['somebody acts as secretary', branch({ posts: [post('secretary', 'a', null, true), ...five.slice(1)] }), ['actingSecretary']],
  ['a general branch of 49', { ...branch(), kind: 'generalBranch', members: 49 }, ['tooFew']],
  ['a general branch of 50', { ...branch(), kind: 'generalBranch', members: 50 }, []],
  ['a committee of 99', { ...branch(), kind: 'committee', members: 99 }, ['tooFew']],
  ['a committee of 99, allowed', { ...branch(), kind: 'committee', members: 99, fewerReason: '新建单位' }, []],
  ['a committee of 100', { ...branch(), kind: 'committee', members: 100 }, []],
  ['a group', { ...branch(), kind: 'group', members: 1, full: 0, posts: [] }, []],
])('%s', (_, standing, expected) => expect(keys(standing)).toEqual(expected))

test.each([
  ['181 days before', '2027-05-20', null],
  ['180 days before', '2027-05-19', ['termEnds', 'notice']],
  ['31 days before', '2026-12-21', ['termEnds', 'notice']],
  ['30 days before', '2026-12-20', ['termEnds', 'urgent']],
  ['the last day', '2026-11-20', ['termEnds', 'urgent']],
  ['a day late', '2026-11-19', ['termOver', 'urgent']],
  ['a year late', '2025-11-20', ['termOver', 'urgent']],
  ['more than a year late', '2025-11-19', ['termLongOver', 'urgent']],
])('the end of a term: %s', (_, until, expected) => {
  const [found] = warningsFor(branch({ posts: [post('secretary', 'a', until), ...five.slice(1)] }), today)
  expect(found ? [found.key, found.level] : null).toEqual(expected)
})

test.each([
  ['by the superior', { kind: 'branch', parentId: 'c', fromAbove: true, form: 'temporary' }, null],
  ['joint over 5 units', { kind: 'branch', parentId: 'c', fromAbove: true, form: 'joint', units: 5 }, null],
  ['joint over 6 units', { kind: 'branch', parentId: 'c', fromAbove: true, form: 'joint', units: 6 }, 'jointTooMany'],
  ['by itself', { kind: 'branch', parentId: 'c', fromAbove: false, form: 'temporary' }, 'formFromAbove'],
  ['the topmost by itself', { kind: 'committee', parentId: null, fromAbove: false, form: 'ordinary' }, null],
  ['a temporary committee', { kind: 'committee', parentId: 'c', fromAbove: true, form: 'temporary' }, 'formOfBranch'],
  ['a group', { kind: 'group', parentId: 'b', fromAbove: true, form: 'ordinary' }, 'forbidden'],
] as const)('the form is set: %s', (_, facts, code) => expect(whyCannotSetForm(facts)?.code ?? null).toBe(code))

test('every threshold names where it comes from', () => {
  for (const rule of Object.values(sizeRules)) expect(rule).toMatchObject({ regulation: expect.stringMatching(/./), article: expect.stringMatching(/^第.+条/) })
})
