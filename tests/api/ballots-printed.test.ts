/** What is printed of a vote: empty ballots, slips, strips with numbers and passwords, and what lay in a closed box for the sealed file. */
import { call, refusal, setNow, START, startApi, stopApi } from '../support/api'
import { attend, castBy, draftOf } from '../support/votes'
import { makeWorld, proveFactor, type World } from '../support/world'
import type { InputOf } from '../../types/contracts'
import type { BallotPaper } from '../../types/contracts/ballots'
import type { BallotKind } from '../../types/contracts/codes-ballots'
import { sentBallot } from '../support/sent-ballot'

// Codes are made here, and nobody scans them.
jest.mock('../../cloudfunctions/platform/wechat', () => ({ ...jest.requireActual<object>('../../cloudfunctions/platform/wechat'), codeImage: (scene: string) => Promise.resolve(`data:image/png;base64,${Buffer.from(scene).toString('base64')}`) }))

let world: World
beforeAll(async () => {
  await startApi()
  world = await makeWorld()
  for (const { openid } of [world.secretary, world.otherSecretary]) await proveFactor(openid)
}, 60_000)
afterAll(stopApi)
beforeEach(() => setNow(START))

const by = () => world.secretary.openid
type Groups = NonNullable<InputOf<'reviews.change'>['groups']>
type Pile = InputOf<'ballots.sealed'>
let year = 2000

async function drafted(groups: Groups, title = ''): Promise<string> {
  const { reviewId } = await call(by(), 'reviews.create', { year: ++year, title: title || `${year}年度民主评议` })
  await call(by(), 'reviews.change', { reviewId, version: 1, groups })
  return reviewId
}
async function opened(groups: Groups, title?: string): Promise<Pile> {
  const id = await drafted(groups, title)
  await call(by(), 'reviews.open', { reviewId: id })
  return { kind: 'review', id, group: 'a' }
}
const text = async ({ link }: { link: string }): Promise<string> => (await fetch(link)).text()
const printed = (pile: Pile, copies: number) => call(by(), 'ballots.printed', { ...pile, copies })
const papersIn = (html: string): string[] => html.match(/<section.*?<\/section>/gs) ?? []
const cast = (openid: string, paper: BallotPaper, answers: { key: string; choice: string }[], others: string[] = []) => call(openid, 'ballots.cast', sentBallot(paper, answers, others))

describe('empty ballots', () => {
  test('as many as are asked for, all alike, with nothing chosen', async () => {
    const pile = await opened([{ name: '群众测评', entry: 'paper', entitled: 10 }])
    const { fileName, ...file } = await printed(pile, 7)
    expect(fileName).toBe(`${year}年度民主评议_群众测评_空白票.html`)
    const papers = papersIn(await text(file))
    expect([papers.length, new Set(papers).size]).toEqual([7, 1])
    const { questions, choices } = await call(by(), 'ballots.counting', pile)
    for (const { name } of questions) expect(papers[0]).toContain(`<th>${name}</th>${'<td></td>'.repeat(choices.length)}`)
    for (const { label } of choices) expect(papers[0]).toContain(`<th>${label}</th>`)
    expect(papers[0]).not.toMatch(/√<|checked|<img|另选|签名|编号/)
    expect(papers[0]).not.toContain(pile.id)
  })

  test('before the opening too; nothing that was typed is a tag', async () => {
    const id = await drafted([{ name: '<b>二班', entry: 'paper', entitled: 10 }], '<script>alert(1)</script>')
    const html = await text(await printed({ kind: 'review', id, group: 'a' }, 1))
    expect(html).toContain('&#60;script&#62;')
    expect(html).not.toMatch(/<script|<b>/)
  })

  test('more than one file holds are printed again; a group that is not there has none', async () => {
    const pile = await opened([{ name: '群众测评', entry: 'paper', entitled: 10 }])
    const { mostCopies } = await import('../../cloudfunctions/modules/ballots/blank-ballots')
    const long = { organisationName: '', title: '', groupName: '', matter: '', rowsAre: 'people' as const, questions: Array.from({ length: 300 }, () => '示例同志'), choices: ['一', '二', '三', '四', '五', '六'], blank: '弃权', seats: null }
    expect(mostCopies(long)).toBeLessThan(5000)
    expect(mostCopies({ ...long, questions: ['示例同志'] })).toBeGreaterThan(5000)
    expect(await refusal(by(), 'ballots.printed', { ...pile, group: 'z', copies: 1 })).toBe('reviewNoGroup')
    for (const copies of [0, 1.5, 5001]) expect(await refusal(by(), 'ballots.printed', { ...pile, copies })).toBe('badInput')
  })

  test('for who leads that branch alone', async () => {
    const pile = await opened([{ name: '群众测评', entry: 'paper', entitled: 10 }])
    expect([await refusal(world.member.openid, 'ballots.printed', { ...pile, copies: 1 }), await refusal(world.otherSecretary.openid, 'ballots.printed', { ...pile, copies: 1 })]).toEqual(['forbidden', 'notFound'])
  })

  test('of an election has lines for as many others as there are seats, and says when it counts', async () => {
    const { blankBallot } = await import('../../cloudfunctions/modules/ballots/blank-ballots')
    const paper = blankBallot({ organisationName: '示例党支部', title: '换届选举', groupName: '第一次', matter: '', rowsAre: 'people', questions: ['甲', '乙', '丙', '丁'], choices: ['赞成', '不赞成', '弃权'], blank: '弃权', seats: 5 })
    const others = /<table class="others">.*?<\/table>/s.exec(paper)![0]
    expect(others.match(/<td><\/td>/g)).toHaveLength(5)
    expect(paper).toContain('等于或少于5人，选票有效；多于5人，选票无效')
    expect(paper).toContain('候选人')
  })
})

describe('numbers and passwords of a list', () => {
  const numbers = ['20239901', '20239902', '20239903', '20239904', '20239905', '20239906', '20239907', '20239908']
  const withPins = () => opened([{ name: '二班', entry: 'pins', list: numbers.join('\n') }])
  const stripsOf = async (pile: Pile) => [...(await text(await call(by(), 'ballots.slipSheet', pile))).matchAll(/学号 <em>(\d+)<\/em><\/span><span>密码 <em>(\d{6})<\/em>/g)].map(([, number, pin]) => ({ number: number!, pin: pin! }))
  const passOf = async (openid: string, { id }: Pile) => (await call(openid, 'ballots.enter', { scene: `p.${id}.a` })).pass!

  test('each number once with its password, the same whenever it is printed, in no order', async () => {
    const pile = await withPins()
    const sheets = await Promise.all([1, 2, 3].map(() => stripsOf(pile)))
    for (const strips of sheets) expect(strips.map(({ number }) => number).sort()).toEqual(numbers)
    expect(new Set(sheets.map(strips => JSON.stringify([...strips].sort((a, b) => (a.number < b.number ? -1 : 1))))).size).toBe(1)
    expect(new Set(sheets.map(strips => JSON.stringify(strips))).size).toBeGreaterThan(1)
    const html = await text(await call(by(), 'ballots.slipSheet', pile))
    expect(html.split(Buffer.from(`p.${pile.id}.a`).toString('base64'))).toHaveLength(2)
  })

  test('who types both right has a ballot, once', async () => {
    const pile = await withPins()
    const [first, second] = await stripsOf(pile)
    expect(await call('pin-1', 'ballots.enter', { scene: `p.${pile.id}.a` })).toMatchObject({ pin: true, paper: null })
    const pass = await passOf('pin-1', pile)
    expect(await refusal('pin-1', 'ballots.join', { pass, number: first!.number, pin: second!.pin })).toBe('ballotPinWrong')
    expect(await refusal('pin-1', 'ballots.join', { pass, number: first!.number })).toBe('ballotPinWrong')
    expect(await refusal('pin-1', 'ballots.join', { pass, number: '20239999', pin: first!.pin })).toBe('ballotPinWrong')
    // As a phone types it: full width, with a space.
    const paper = await call('pin-1', 'ballots.join', { pass, number: first!.number, pin: ` ${first!.pin}`.replace(/\d/g, digit => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)) })
    await cast('pin-1', paper, [])
    expect(await refusal('pin-2', 'ballots.join', { pass: await passOf('pin-2', pile), ...first! })).toBe('ballotUsed')
    expect(await refusal('pin-2', 'ballots.join', { pass: await passOf('pin-2', pile), ...second! })).toBeNull()
  })

  test('one number\'s password is not guessed with many accounts; the others are not kept waiting', async () => {
    const pile = await withPins()
    const [first, second] = await stripsOf(pile)
    const answers = []
    for (let n = 0; n < 11; n++) answers.push(await refusal(`guess-${n}`, 'ballots.join', { pass: await passOf(`guess-${n}`, pile), number: first!.number, pin: String((Number(first!.pin) + n + 1) % 1e6).padStart(6, '0') }))
    expect(answers).toEqual([...Array.from({ length: 10 }, () => 'ballotPinWrong'), 'tooManyTries'])
    expect(await refusal('guess-x', 'ballots.join', { pass: await passOf('guess-x', pile), ...first! })).toBe('tooManyTries')
    expect(await refusal('guess-x', 'ballots.join', { pass: await passOf('guess-x', pile), ...second! })).toBeNull()
    await setNow(new Date(START.getTime() + 16 * 60_000))
    expect(await refusal('guess-y', 'ballots.join', { pass: await passOf('guess-y', pile), ...first! })).toBeNull()
  })

  test('another round has other passwords', async () => {
    const pile = await withPins()
    const before = await stripsOf(pile)
    await call(by(), 'reviews.redo', { reviewId: pile.id, reason: '名单有误' })
    const after = new Map((await stripsOf(pile)).map(({ number, pin }) => [number, pin]))
    expect(before.filter(({ number, pin }) => after.get(number) === pin)).toEqual([])
  })

  test('are printed by who leads, with the second factor, and for no other way of coming in', async () => {
    const pile = await withPins()
    expect([await refusal(world.member.openid, 'ballots.slipSheet', pile), await refusal(world.otherSecretary.openid, 'ballots.slipSheet', pile), await refusal(world.officer.openid, 'ballots.slipSheet', pile)]).toEqual(['forbidden', 'notFound', expect.stringMatching(/[fF]actor/)])
    expect(await refusal(by(), 'ballots.slipSheet', { ...pile, group: 'members' })).toBe('reviewNoGroup')
  })
})

describe('the sealed file', () => {
  const slipGroup = { name: '群众测评', entry: 'slips', entitled: 8 } as const
  /** Each student grades the first person in an own way and everybody else alike: a whole ballot would be known again. */
  async function closed(voters: number, groups: Groups = [slipGroup]): Promise<Pile> {
    const pile = await opened(groups)
    const slips = (await Promise.all([0, 6].map(from => call(by(), 'ballots.slips', { ...pile, from })))).flatMap(({ slips: some }) => some)
    for (const [n, { scene }] of slips.slice(0, voters).entries()) {
      const paper = (await call(`student-${n}`, 'ballots.enter', { scene })).paper!
      await cast(`student-${n}`, paper, paper.questions.map(({ key }, i) => ({ key, choice: (i + n) % 2 ? 'good' : 'fair' })))
    }
    await call(by(), 'reviews.close', { reviewId: pile.id })
    return pile
  }
  const listsIn = (html: string) => new Map([...html.matchAll(/<h2>(.+?)<\/h2><p>(.+?)<\/p>/g)].map(([, name, list]) => [name!, list!.split(' ')]))

  test('of a review holds each person\'s list, shuffled apart from the others', async () => {
    const pile = await closed(6)
    const files = await Promise.all([1, 2, 3, 4].map(async () => listsIn(await text(await call(by(), 'ballots.sealed', pile)))))
    for (const lists of files) for (const list of lists.values()) expect([...list].sort()).toEqual(['合格', '合格', '合格', '基本合格', '基本合格', '基本合格'])
    expect(files[0]!.size).toBeGreaterThan(1)
    // Were they in one order, every second list would be alike, in every file.
    expect(new Set(files.flatMap(lists => [...lists.values()].map(list => list.join()))).size).toBeGreaterThan(3)
  })

  test('not while it is open, and not where few have voted', async () => {
    const open = await opened([slipGroup])
    expect(await refusal(by(), 'ballots.sealed', open)).toBe('reviewState')
    expect(await refusal(by(), 'ballots.sealed', await closed(4))).toBe('reviewFew')
    expect(await refusal(by(), 'ballots.sealed', await closed(5))).toBeNull()
  })

  test('for who leads that branch alone, with the second factor', async () => {
    const pile = await closed(5)
    expect([await refusal(world.member.openid, 'ballots.sealed', pile), await refusal(world.otherSecretary.openid, 'ballots.sealed', pile), await refusal(world.officer.openid, 'ballots.sealed', pile)]).toEqual(['secondFactorNotSet', 'notFound', expect.stringMatching(/[fF]actor/)])
    expect(await refusal(by(), 'ballots.sealed', { ...pile, kind: 'vote' satisfies BallotKind })).toBe('notFound')
  })

  test('of a vote holds every ballot, however few they are; of what is on paper there is none', async () => {
    const voters = [world.secretary, world.officer, world.leader, world.member]
    const voteId = await draftOf(by(), world.branchId, 'assembly', { title: '通过工作计划', manner: 'phone', consent: { superior: '示例党委', document: '示例批复1号', day: '2026-11-18' } })
    await attend(by(), voteId, voters.map(({ memberId }) => memberId))
    await call(by(), 'votes.open', { voteId })
    const pile: Pile = { kind: 'vote', id: voteId, group: 'members' }
    expect((await text(await printed(pile, 1)))).toContain('选了两项的，这张票无效')
    for (const [n, { openid }] of voters.entries()) await castBy(openid, voteId, n === 0 ? 'against' : 'inFavour')
    await call(by(), 'votes.close', { voteId })
    const orders = new Set<string>()
    for (let n = 0; n < 12; n++) {
      const said = [...(await text(await call(by(), 'ballots.sealed', pile))).matchAll(/class="ballot"><p>.*?：(.*?)<\/p><\/div>/g)].map(([, choice]) => choice!)
      expect([...said].sort()).toEqual(['不赞成', '赞成', '赞成', '赞成'])
      orders.add(said.join())
    }
    expect(orders.size).toBeGreaterThan(1)

    const onPaper = await draftOf(by(), world.branchId, 'assembly')
    await attend(by(), onPaper, voters.map(({ memberId }) => memberId))
    await call(by(), 'votes.open', { voteId: onPaper })
    const other: Pile = { ...pile, id: onPaper }
    const { questions } = await call(by(), 'ballots.counting', other)
    for (const { openid } of [world.secretary, world.officer]) await call(openid, 'ballots.count', { ...other, counts: { issued: 4, returned: 4, invalid: 0, answers: { [questions[0]!.key]: { inFavour: 4 } } } })
    await call(by(), 'votes.close', { voteId: onPaper })
    expect(await refusal(by(), 'ballots.sealed', other)).toBe('reviewNoGroup')
  })

  test('of an election holds each ballot as a whole, in an order that chance makes', async () => {
    const { sealedSheet } = await import('../../cloudfunctions/modules/ballots/sealed-sheet')
    const html = sealedSheet({ organisationName: '示例党支部', title: '换届选举', groupName: '第一次', closedOn: '2026年11月20日', ballots: 2, lists: null, whole: [{ answers: [{ name: '甲', choice: '赞成' }, { name: '乙', choice: '不赞成' }], others: ['<某人>'] }, { answers: [{ name: '甲', choice: '弃权' }, { name: '乙', choice: '弃权' }], others: [] }] })
    expect([...html.matchAll(/class="ballot">(.*?)<\/div>/g)].map(([, ballot]) => ballot)).toEqual(['<p>甲：赞成</p><p>乙：不赞成</p><p>另选他人：&#60;某人&#62;</p>', '<p>甲：弃权</p><p>乙：弃权</p>'])
  })
})
