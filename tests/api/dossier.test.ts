/** The dossier through the router: how a member stands, with its dated history; papers of the file; who may see and record what. */
import { call, operationsOf, refusal, startApi, stopApi } from '../support/api'
import { join, makeWorld, proveFactor, type World } from '../support/world'

let world: World
const by = () => world.secretary.openid
beforeAll(async () => {
  await startApi()
  world = await makeWorld()
  await proveFactor(world.secretary.openid)
}, 60_000)
afterAll(stopApi)

let n = 0
async function someone(more: object = {}): Promise<string> {
  return (await call(by(), 'roster.add', { organisationId: world.branchId, name: `示例${'甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳'[n++]}`, standing: 'full', joinedOn: '2020-06-01', fullOn: '2021-06-01', ...more })).memberId
}
const dossier = (memberId: string, openid = by()) => call(openid, 'dossier.get', { memberId })
const axis = async (memberId: string, name: string, openid = by()) => (await dossier(memberId, openid)).axes.find(each => each.axis === name)
const told = async (memberId: string, openid = by()) => (await call(openid, 'dossier.timeline', { memberId })).items.map(({ day, text }) => `${day} ${text}`)
const version = async (memberId: string) => (await dossier(memberId)).version

describe('党籍', () => {
  test('suspended, without a vote, restored; each with its day in the timeline', async () => {
    const memberId = await someone()
    const first = await dossier(memberId)
    expect(first).toMatchObject({ standing: '正式党员', noVote: null, can: { suspend: true, resume: false, end: true, reverseMembership: false } })
    await call(by(), 'dossier.suspend', { memberId, version: first.version, on: '2026-10-08', reason: 'settledAbroad' })
    expect(await axis(memberId, 'membership')).toMatchObject({ text: '停止党籍', since: '2026-10-08', note: '在国外定居', usual: false })
    expect(await dossier(memberId)).toMatchObject({ noVote: expect.stringContaining('停止党籍'), archived: false, can: { suspend: false, resume: true } })
    await call(by(), 'dossier.resume', { memberId, version: await version(memberId), on: '2026-11-01' })
    expect(await dossier(memberId)).toMatchObject({ noVote: null, can: { suspend: true, resume: false } })
    expect(await told(memberId)).toEqual(['2026-11-20 登记到名册', '2026-11-01 恢复党籍', '2026-10-08 停止党籍：在国外定居'])
  })

  test('ended: off the roster with its reason, not to be restored, and put right only by another event', async () => {
    const person = await join(world.founder.openid, world.branchId, '示例午', 'openid-ended-member')
    const { total } = await call(by(), 'roster.list', {})
    const seen = await version(person.memberId)
    const end = () => call(by(), 'dossier.end', { memberId: person.memberId, version: seen, on: '2026-11-02', reason: 'withdrew' }, 'tap-of-end')
    const once = await end()
    expect(await end()).toEqual(once)
    expect((await call(by(), 'roster.list', {})).total).toBe(total - 1)
    expect(await refusal(person.openid, 'roster.get', { memberId: person.memberId })).toBe('notBound')
    expect(await call(by(), 'roster.get', { memberId: person.memberId })).toMatchObject({ archived: true, can: { restore: false }, why: { restore: expect.stringContaining('退党') } })
    expect(await refusal(by(), 'roster.restore', { memberId: person.memberId })).toBe('membershipEnded')
    expect(await dossier(person.memberId)).toMatchObject({ archived: true, can: { reverseMembership: true, suspend: false } })
    const wrong = await version(person.memberId)
    await call(by(), 'dossier.reverse', { memberId: person.memberId, version: wrong, axis: 'membership', reason: '登记错了人' })
    expect(await dossier(person.memberId)).toMatchObject({ archived: false, can: { reverseMembership: false, end: true } })
    expect((await call(by(), 'roster.list', {})).total).toBe(total)
    const { items } = await call(by(), 'dossier.timeline', { memberId: person.memberId })
    expect(items.map(({ text, corrects }) => [text, corrects])).toEqual(expect.arrayContaining([['更正党籍登记：登记错了人', true], ['出党：退党', false]]))
    expect(await refusal(by(), 'dossier.reverse', { memberId: person.memberId, version: wrong + 1, axis: 'membership', reason: '再改' })).toBe('nothingToReverse')
  })

  test('the claim on the ID number goes with the membership, and comes back where nobody else has it', async () => {
    const memberId = await someone({ idNumber: '990101200503010014' })
    await call(by(), 'dossier.end', { memberId, version: await version(memberId), on: '2026-11-02', reason: 'removed' })
    const other = await someone({ idNumber: '990101200503010014' })
    expect(await refusal(by(), 'dossier.reverse', { memberId, version: await version(memberId), axis: 'membership', reason: '登记错了' })).toBe('personExists')
    await call(by(), 'roster.archive', { memberId: other, reason: '登记错了' })
    expect(await refusal(by(), 'dossier.reverse', { memberId, version: await version(memberId), axis: 'membership', reason: '登记错了' })).toBeNull()
  })

  test('refused: a post, another version, a day to come, a second officer in the same second', async () => {
    const memberId = await someone()
    const seen = await version(memberId)
    expect(await refusal(by(), 'dossier.end', { memberId: world.officer.memberId, version: await version(world.officer.memberId), on: '2026-11-02', reason: 'withdrew' })).toBe('hasPosts')
    expect(await refusal(by(), 'dossier.suspend', { memberId, version: seen + 1, on: '2026-11-02', reason: 'settledAbroad' })).toBe('conflict')
    expect(await refusal(by(), 'dossier.suspend', { memberId, version: seen, on: '2026-11-21', reason: 'settledAbroad' })).toBe('datesWrong')
    const both = await Promise.all([refusal(by(), 'dossier.suspend', { memberId, version: seen, on: '2026-11-02', reason: 'settledAbroad' }), refusal(by(), 'dossier.end', { memberId, version: seen, on: '2026-11-02', reason: 'died' })])
    expect(both.sort()).toEqual(['conflict', null])
  })
})

describe('处分', () => {
  test('recorded with its end, seen by who keeps the roster and by the person, by no other officer', async () => {
    const person = await join(world.founder.openid, world.branchId, '示例未', 'openid-disciplined')
    await call(by(), 'dossier.discipline', { memberId: person.memberId, version: await version(person.memberId), on: '2026-11-03', discipline: 'onProbation', until: '2027-11-03' })
    for (const openid of [by(), person.openid]) {
      expect(await axis(person.memberId, 'discipline', openid)).toMatchObject({ text: '留党察看', since: '2026-11-03', until: '2027-11-03' })
      expect((await dossier(person.memberId, openid)).noVote).toContain('留党察看')
      expect(await told(person.memberId, openid)).toContain('2026-11-03 处分：留党察看，影响期至2027-11-03')
    }
    expect(await axis(person.memberId, 'discipline', world.officer.openid)).toBeUndefined()
    expect((await dossier(person.memberId, world.officer.openid)).noVote).toBeNull()
    expect((await told(person.memberId, world.officer.openid)).join()).not.toContain('处分')
    await call(by(), 'dossier.discipline', { memberId: person.memberId, version: await version(person.memberId), on: '2026-11-19', discipline: 'none' })
    expect(await dossier(person.memberId)).toMatchObject({ noVote: null })
  })
})

describe('papers', () => {
  test('noted, summed up, listed for the branch; a repeat changes nothing', async () => {
    const memberId = await someone()
    expect((await dossier(memberId)).papers).toEqual({ lacking: 0, unseen: 17, text: '还没清点' })
    const note = () => call(by(), 'dossier.notePapers', { memberId, papers: [{ key: 'pledge', state: 'noSignature' }, { key: 'application', state: 'complete' }] }, 'tap-of-papers')
    const left = { lacking: 1, unseen: 15, text: '还缺1项，15项没清点' }
    expect(await note()).toEqual(left)
    expect(await note()).toEqual(left)
    const page = await call(by(), 'dossier.papers', { memberId })
    expect(page.items.find(({ key }) => key === 'pledge')).toMatchObject({ title: '入党志愿书', state: 'noSignature', byName: '王建国', due: true, article: '第十八条' })
    expect(page).toMatchObject({ left, can: { note: true } })
    expect((await told(memberId)).filter(text => text.includes('清点'))).toHaveLength(1)
    const { items } = await call(by(), 'dossier.lacking', { of: 'members', limit: 50 })
    expect(items.find(({ id }) => id === memberId)).toMatchObject({ lacking: ['入党志愿书（缺签名）'], complete: false })
    await call(by(), 'dossier.notePapers', { memberId, papers: [{ key: 'pledge', state: 'unseen' }] })
    expect((await dossier(memberId)).papers).toMatchObject({ lacking: 0, unseen: 16 })
  })

  test('a complete file leaves the list; pages go on by key', async () => {
    const memberId = await someone()
    const { items } = await call(by(), 'dossier.papers', { memberId })
    await call(by(), 'dossier.notePapers', { memberId, papers: items.map(({ key }) => ({ key, state: 'complete' as const })) })
    const ids = async (all: boolean) => {
      const seen: string[] = []
      for (let cursor: string | undefined; ;) {
        const page = await call(by(), 'dossier.lacking', { of: 'members', all, limit: 2, cursor })
        seen.push(...page.items.map(({ id }) => id))
        if (!page.next) return seen
        cursor = page.next
      }
    }
    const [lacking, all] = [await ids(false), await ids(true)]
    expect(new Set(all).size).toBe(all.length)
    expect(all).toContain(memberId)
    expect(lacking).toEqual(all.filter(id => id !== memberId))
  })

  test('a paper that is none is refused; who does not keep the roster may look, not note', async () => {
    const memberId = world.member.memberId
    expect(await refusal(by(), 'dossier.notePapers', { memberId, papers: [{ key: 'diary' as never, state: 'none' }] })).toBe('badInput')
    expect(await refusal(world.officer.openid, 'dossier.notePapers', { memberId, papers: [{ key: 'talk', state: 'none' }] })).toBe('forbidden')
    expect((await call(world.officer.openid, 'dossier.papers', { memberId })).can.note).toBe(false)
    expect((await call(world.member.openid, 'dossier.papers', { memberId })).can.note).toBe(false)
  })
})

test('a member sees the own dossier and no other; a foreign one is not found', async () => {
  expect(await dossier(world.member.memberId, world.member.openid)).toMatchObject({ own: true, can: { suspend: false, notePapers: false } })
  for (const action of ['dossier.get', 'dossier.timeline', 'dossier.papers'] as const) {
    expect(await refusal(world.member.openid, action, { memberId: world.probationary.memberId })).toBe('notFound')
    expect(await refusal(by(), action, { memberId: world.otherMember.memberId })).toBe('notFound')
    expect(await refusal(world.stranger, action, { memberId: world.member.memberId })).toBe('notBound')
  }
  const asks = (memberId: string) => operationsOf(async () => { await refusal(by(), 'dossier.timeline', { memberId }) })
  expect(await asks(world.otherMember.memberId)).toBe(await asks('nothingofthatname'))
})

test('changing how somebody stands is confirmed by a second factor', async () => {
  for (const action of ['dossier.suspend', 'dossier.end'] as const) {
    expect(await refusal(world.otherSecretary.openid, action, { memberId: world.otherMember.memberId, version: 1, on: '2026-11-02', reason: 'died' as never })).toMatch(/secondFactorNotSet|badInput/)
  }
  expect(await refusal(world.otherSecretary.openid, 'dossier.discipline', { memberId: world.otherMember.memberId, version: 1, on: '2026-11-02', discipline: 'warning' })).toBe('secondFactorNotSet')
})

test('what the roster and posts do is in the timeline, newest first, page by page', async () => {
  const memberId = await someone({ standing: 'probationary', fullOn: undefined, joinedOn: '2025-10-01' })
  await call(by(), 'roster.update', { memberId, version: 1, changes: { standing: 'full', fullOn: '2026-10-01', groupId: world.groupId } })
  const { postId } = await call(world.founder.openid, 'posts.appoint', { organisationId: world.branchId, memberId, post: 'committeeMember' })
  await call(world.founder.openid, 'posts.end', { postId, reason: '工作调动' })
  await call(by(), 'roster.archive', { memberId, reason: '毕业离校' })
  await call(by(), 'roster.restore', { memberId })
  const texts = ['登记到名册', '编入第一党小组', '任软件本科生第一党支部委员', '不再担任软件本科生第一党支部委员', '移出名册：毕业离校', '恢复到名册']
  const all = await told(memberId)
  expect(all.at(-1)).toBe('2026-10-01 转为正式党员')
  expect(all.slice(0, -1).sort()).toEqual(texts.map(text => `2026-11-20 ${text}`).sort())
  const pages: string[] = []
  for (let cursor: string | undefined; ;) {
    const page = await call(by(), 'dossier.timeline', { memberId, limit: 3, cursor })
    pages.push(...page.items.map(({ day, text }) => `${day} ${text}`))
    if (!page.next) break
    cursor = page.next
  }
  expect(pages).toEqual(all)
})
