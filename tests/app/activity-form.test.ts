import { closesHint, errorsOf, fieldOf, inputOf, newForm, withStart, withStructureOf, type ActivityForm } from '../../src/pages/activities/edit/form'

/** Friday 20 November 2026, 09:00 in China. */
const now = new Date('2026-11-20T01:00:00Z')
const at = (day: number, time: string): string => new Date(`2026-11-${String(day).padStart(2, '0')}T${time}:00+08:00`).toISOString()
const form = (change: Partial<ActivityForm> = {}): ActivityForm => ({ ...newForm(now), title: '主题党日', place: '305', ...change })

describe('a new activity', () => {
  test.each([
    ['on a Friday it is the Friday after', '2026-11-20T01:00:00Z', 27],
    ['on a Thursday it is tomorrow', '2026-11-19T01:00:00Z', 20],
    ['on a Saturday it is in six days', '2026-11-21T01:00:00Z', 27],
    ['late on Thursday in UTC it is Friday already in China', '2026-11-19T17:00:00Z', 27],
  ])('%s', (_, instant, friday) => {
    const made = newForm(new Date(instant))
    expect([made.startsAt, made.endsAt]).toEqual([at(friday, '14:30'), at(friday, '16:00')])
  })

  test('closes at its start and has no limit', () => {
    expect(inputOf(form())).toEqual({ title: '主题党日', place: '305', detail: '', startsAt: at(27, '14:30'), endsAt: at(27, '16:00'), signUpClosesAt: at(27, '14:30'), capacity: null })
  })
})

describe('copied from last time', () => {
  const last = { place: '大学生活动中心', startsAt: at(6, '19:00'), endsAt: at(6, '21:30'), signUpClosesAt: at(5, '18:00'), capacity: 30 }

  test('place, times of day, closing time and places, on the day of the form; never words', () => {
    const copied = withStructureOf(form({ title: '新的', detail: '新的说明' }), last)
    expect(copied).toMatchObject({ title: '新的', detail: '新的说明', place: '大学生活动中心', startsAt: at(27, '19:00'), endsAt: at(27, '21:30'), closesAt: at(26, '18:00'), closesAtStart: false, unlimited: false, capacity: '30' })
  })

  test('an activity without limit that closed at its start is copied as such', () => {
    expect(withStructureOf(form({ capacity: '5', unlimited: false }), { ...last, capacity: null, signUpClosesAt: last.startsAt })).toMatchObject({ unlimited: true, capacity: '', closesAtStart: true })
  })
})

test('another start takes the end and the closing time along', () => {
  expect(withStart(form({ closesAtStart: false, closesAt: at(26, '18:00') }), at(28, '09:00'))).toMatchObject({ startsAt: at(28, '09:00'), endsAt: at(28, '10:30'), closesAt: at(27, '12:30') })
})

test.each<[string, Partial<ActivityForm>, string[]]>([
  ['nothing wrong', {}, []],
  ['no title, no place', { title: ' ', place: '' }, ['title', 'place']],
  ['ends when it starts', { endsAt: at(27, '14:30') }, ['endsAt']],
  ['ends a minute later', { endsAt: at(27, '14:31') }, []],
  ['lies behind', { startsAt: at(19, '09:00'), endsAt: at(19, '10:00') }, ['startsAt']],
  ['closes at the end', { closesAtStart: false, closesAt: at(27, '16:00') }, []],
  ['closes after the end', { closesAtStart: false, closesAt: at(27, '16:01') }, ['closesAt']],
  ['capacity 0', { unlimited: false, capacity: '0' }, ['capacity']],
  ['capacity empty', { unlimited: false, capacity: '' }, ['capacity']],
  ['capacity 1', { unlimited: false, capacity: '1' }, []],
  ['capacity 5001', { unlimited: false, capacity: '5001' }, ['capacity']],
])('%s', (_, change, wrong) => {
  expect(Object.keys(errorsOf(form(change), now, null))).toEqual(wrong)
})

test('fewer places than have signed up are refused, as many are not', () => {
  const before = { startsAt: at(27, '14:30'), going: 24 }
  expect(errorsOf(form({ unlimited: false, capacity: '23' }), now, before).capacity).toBe('已有24人报名，名额不能少于这个数')
  expect(errorsOf(form({ unlimited: false, capacity: '24' }), now, before)).toEqual({})
})

test('an activity that has begun may be changed as long as its start stays', () => {
  const begun = form({ startsAt: at(20, '08:30'), endsAt: at(20, '11:00') })
  expect(errorsOf(begun, now, { startsAt: at(20, '08:30'), going: 0 })).toEqual({})
  expect(Object.keys(errorsOf(begun, now, { startsAt: at(20, '08:00'), going: 0 }))).toEqual(['startsAt'])
})

test('a refusal of the server finds its field', () => {
  expect([fieldOf('capacityBelowGoing'), fieldOf('activityTooLong'), fieldOf('forbidden')]).toEqual(['capacity', 'endsAt', null])
})

test.each([[26, '18:00', '活动开始前1天截止'], [27, '09:00', '活动当天截止'], [27, '15:00', '开始以后还可以报名']])('closing on the %dth at %s: %s', (day, time, hint) => {
  expect(closesHint(form({ closesAt: at(day, time) }))).toBe(hint)
})
