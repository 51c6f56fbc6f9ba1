/** What the branch of the demo has on its desk today: an activity that is going on, a full one, 接龙, notices, appeals in every state. */
import { PNG } from 'pngjs'
import { at, dayOf, plusYears, toWeekday } from './days'
import { importRoster, joinByCard, type SeedBranch, type SeedMember } from './joining'
import { planActivity, planNotice, type Scene } from './life'
import { planReviews } from './reviews'
import { appealTexts } from './texts'
import { committeePosts, university } from './university'
import { planVotes } from './votes'

/** People of the demo's branch whom one can be in the preview. */
export interface Cast {
  secretary: SeedMember
  /** The 组织委员, who does what asks for a dynamic code: who plays somebody of the preview sets up one of his own. */
  officer: SeedMember
  member: SeedMember
  probationary: SeedMember
}

export function castOf(branch: SeedBranch): Cast {
  return { secretary: branch.secretary, officer: branch.people[committeePosts[0].place]!, member: branch.people[4]!, probationary: branch.people[branch.plan.full]! }
}

/** Notes everything that only the demo's branch has. */
export function planShowcase(scene: Scene, branch: SeedBranch): void {
  const { calendar, product, today } = scene
  const cast = castOf(branch)
  const secretary = cast.secretary.openid
  calendar.on(at(today, -371, '09:00'), () => product.call(secretary, 'organisations.setPoints', { organisationId: branch.id, enabled: true, perCheckIn: 2 }))
  welcomeProbationary(scene, branch, cast)
  planToday(scene, branch, cast)
  planAppeals(scene, branch, cast)
  planReversal(scene, cast)
  planReviews(scene, branch, cast)
  planVotes(scene, branch, cast)
}

/** A probationary member who came during the year was typed in by hand; a month ago everybody's rosters were imported anew. */
function welcomeProbationary({ calendar, product, today }: Scene, branch: SeedBranch, { secretary, probationary }: Cast): void {
  const joined = at(today, -168, '11:00')
  calendar.on(joined, async () => {
    const { name, idNumber, birthday, joinedOn, phone, className, studentNumber } = probationary
    probationary.memberId = (await product.call(secretary.openid, 'roster.add', {
      organisationId: branch.id, name, standing: 'probationary', sex: probationary.male ? '1' : '2', idNumber, birthday, joinedOn, phone, className, studentNumber,
    })).memberId
    await joinByCard(product, secretary.openid, probationary, joined)
  })
}

/** The rosters as they are now, a month ago: what the year has changed comes in by the same spreadsheet. */
export function planSecondImport({ calendar, product, today }: Scene, branches: SeedBranch[], learn: (branch: SeedBranch) => Promise<void>): void {
  branches.forEach((branch, b) => {
    const when = at(today, -30, `09:${b}0`)
    calendar.on(when, async () => {
      await importRoster(product, university.founder.openid, branch, dayOf(when))
      await learn(branch)
    })
    calendar.on(at(today, -28, `12:${b}0`), async () => {
      const due = branch.people.filter((person) => !person.since && person.memberId !== '' && plusYears(person.joinedOn, 1) > dayOf(today))
      for (const person of due.slice(0, Math.max(0, branch.plan.bound - branch.people.filter(({ since }) => since).length))) await joinByCard(product, branch.secretary.openid, person, when)
    })
  })
}

function planToday(scene: Scene, branch: SeedBranch, { secretary: organiser, member, probationary }: Cast): void {
  const { calendar, product, today, dice } = scene
  const secretary = organiser.openid
  // Activities begin at round times.
  const minutes = (n: number) => new Date(Math.floor(today.getTime() / 600_000) * 600_000 + n * 60_000)
  planActivity(scene, branch, {
    text: { title: '主题党日：集中学习与交流', place: '软件楼301', detail: '正在进行，到场的同志请扫现场的签到码。', from: '', to: '' },
    startsAt: minutes(-20), endsAt: minutes(100), createdAt: at(today, -6, '09:00'), interest: 70, checkIn: 'code', certain: [member, probationary], late: [member, probationary],
  })
  planActivity(scene, branch, {
    text: { title: '志愿服务：敬老院慰问', place: '学校东门集合', detail: '车上只有八个座位，报满后自动候补。', from: '', to: '' },
    startsAt: at(today, toWeekday(today, 3, 6), '09:00'), endsAt: at(today, toWeekday(today, 3, 6), '11:30'), createdAt: at(today, -5, '09:00'), capacity: 8, interest: 75, certain: [probationary], never: [organiser, member],
  })
  const debate = planActivity(scene, branch, {
    text: { title: '微党课试讲', place: '教学楼A座201', detail: '每位试讲十分钟。', from: '', to: '' },
    startsAt: at(today, 9, '19:00'), endsAt: at(today, 9, '20:30'), createdAt: at(today, -4, '09:00'), interest: 30, never: [organiser, member],
  })
  calendar.on(at(today, -1, '17:00'), () => product.call(secretary, 'activities.callOff', { activityId: debate(), reason: '教室临时有考试，改期另行通知' }))
  const outing = planActivity(scene, branch, {
    text: { title: '主题党日：参观市规划展览馆', place: '展览馆南门', detail: '凭学生证免费入场，请在群里接龙或在这里报名。', from: '', to: '' },
    startsAt: at(today, toWeekday(today, 6, 3), '14:30'), endsAt: at(today, toWeekday(today, 6, 3), '16:30'), createdAt: at(today, -3, '09:00'), interest: 35, certain: [organiser], never: [member, probationary],
  })
  calendar.on(at(today, -1, '20:00'), async () => {
    const there = branch.people.filter(({ memberId }) => memberId !== '')
    const entries = dice.shuffled(there).filter((person) => person !== member && person !== probationary).slice(0, 6).map(({ memberId }, i) => ({ memberId, answer: i < 5 ? 'yes' as const : 'no' as const, note: i === 5 ? '回家探亲' : '', guests: 0 }))
    await product.call(secretary, 'chains.record', { target: { kind: 'activity', id: outing() }, entries })
  })
  const dues = planNotice(scene, branch, { title: '请确认组织关系所在地', body: '年底要核对组织关系，请各位同志看清自己的组织关系在哪里，有疑问直接回复我。' }, at(today, -1, '09:30'), { due: at(today, 2, '18:00'), readers: 45, unread: [member] })
  calendar.on(at(today, -1, '19:00'), async () => {
    const others = branch.people.filter((person) => !person.since && person.memberId !== '')
    if (others[0]) await product.call(secretary, 'notices.mark', { noticeId: dues(), memberIds: [others[0].memberId], way: 'told' })
    if (others[1]) await product.call(secretary, 'notices.mark', { noticeId: dues(), memberIds: [others[1].memberId], way: 'replied' })
  })
  const wrong = planNotice(scene, branch, { title: '关于明天开会的通知', body: '明天下午三点在302开会。' }, at(today, -20, '09:00'), { readers: 30 })
  calendar.on(at(today, -20, '09:40'), () => product.call(secretary, 'notices.withdraw', { noticeId: wrong() }))
}

/** One appeal in each state; the writers take turns. */
function planAppeals({ calendar, product, today }: Scene, branch: SeedBranch, { secretary, member, probationary }: Cast): void {
  appealTexts.forEach(({ state, text, answer, word, picture }, i) => {
    const day = -3 - i * 9
    calendar.on(at(today, day, '12:10'), async () => {
      const writer = [member, probationary, branch.people[5]!][i % 3]!
      const author = writer.since ? writer : member
      const pictures = picture ? [await product.upload(author.openid, 'appealPicture', '投影.png', photo())] : []
      const { appealId } = await product.call(author.openid, 'appeals.write', { text, pictures })
      if (state === 'submitted') return
      calendar.on(at(today, day + 1, '16:00'), () => product.call(secretary.openid, 'appeals.answer', { appealId, text: answer, close: state !== 'answered' }))
      if (state === 'solved' || state === 'reopened') {
        calendar.on(at(today, day + 2, '12:00'), () => product.call(author.openid, 'appeals.confirm', { appealId, solved: state === 'solved', text: word }))
      }
    })
  })
}

/** A check-in that was ticked for the wrong person: the line is reversed, not erased. */
function planReversal({ calendar, product, today }: Scene, { secretary, member }: Cast): void {
  calendar.on(at(today, -40, '17:00'), async () => {
    const { items } = await product.call(secretary.openid, 'points.ofMember', { memberId: member.memberId })
    const line = items.find(({ can }) => can.reverse)
    if (line) await product.call(secretary.openid, 'points.reverse', { lineId: line.id, reason: '当天请假，误签' })
  })
}

/** A small picture: a yellowish screen on a grey wall. */
function photo(): Buffer {
  const picture = new PNG({ width: 320, height: 200 })
  for (let y = 0; y < 200; y++) {
    for (let x = 0; x < 320; x++) {
      const screen = x > 50 && x < 270 && y > 30 && y < 150
      const [r, g, b] = screen ? [236, 220, 150 + ((x + y) % 20)] : [120 + (y % 9), 122, 126]
      picture.data.set([r, g, b, 255], (y * 320 + x) * 4)
    }
  }
  return PNG.sync.write(picture)
}
