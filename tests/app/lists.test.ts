import { checkInText, countsOf, partOf, peopleOf, type Person } from '../../src/pages/activities/people/lists'
import { receiptsOf, type Receipt } from '../../src/pages/notices/receipts/lists'
import { errorsOf, inputOf, tooLong, emptyForm } from '../../src/pages/notices/edit/form'
import { readScene, sceneOfScan } from '../../src/services/scenes'

const person = (name: string, change: Partial<Person> = {}): Person => ({ memberId: name, name, groupName: null, state: 'none', position: null, byName: null, note: null, guests: 0, leave: false, checkedInAt: null, checkInWay: null, mayActFor: true, ...change })

describe('people of an activity', () => {
  const items = [person('王建国', { state: 'going', guests: 2, checkedInAt: '2026-11-20T06:30:00Z', checkInWay: 'organiser' }), person('李红', { state: 'waiting', position: 1 }), person('张伟', { leave: true }), person('陈静')]

  test('each stands in one list', () => {
    expect(items.map(partOf)).toEqual(['going', 'waiting', 'leave', 'none'])
    expect(countsOf(items)).toEqual({ going: 1, waiting: 1, leave: 1, none: 1, checkedIn: 1, guests: 2 })
  })
  test('somebody on leave who has signed up after all goes', () => expect(partOf(person('赵敏', { state: 'going', leave: true }))).toBe('going'))
  test('a name is found inside its list only', () => {
    expect(peopleOf(items, 'going', '建')).toHaveLength(1)
    expect(peopleOf(items, 'none', '建')).toHaveLength(0)
  })
  test('how somebody checked in', () => {
    expect(checkInText(items[0]!)).toMatch(/14:30 组织者代签$/)
    expect(checkInText(items[3]!)).toBeNull()
  })
})

describe('receipts of a notice', () => {
  const receipt = (name: string, way: Receipt['way']): Receipt => ({ memberId: name, name, way, at: null, note: null, bound: true })
  const items = [receipt('甲', 'read'), receipt('乙', null), receipt('丙', 'leave'), receipt('丁', 'told')]
  test.each([['unread', ['乙']], ['read', ['甲', '丁']], ['leave', ['丙']], ['all', ['乙', '甲', '丙', '丁']]] as const)('%s', (part, names) => {
    expect(receiptsOf(items, part).map((one) => one.name)).toEqual(names)
  })
})

describe('a notice', () => {
  const now = new Date('2026-11-20T01:00:00Z')
  test('title and text are needed, a time to answer by lies ahead', () => {
    expect(Object.keys(errorsOf({ ...emptyForm, due: '2026-11-20T01:00:00Z' }, now))).toEqual(['title', 'body', 'due'])
  })
  test('5,000 characters are enough, 5,001 too many', () => {
    expect(tooLong('字'.repeat(5000))).toBeNull()
    expect(tooLong('字'.repeat(5001))).toContain('现在5001字')
  })
  test('what is not set is not sent', () => expect(inputOf({ ...emptyForm, title: ' 题 ', body: '文' })).toEqual({ title: '题', body: '文' }))
})

describe('scenes', () => {
  test.each([
    ['n.abc', { kind: 'notice', id: 'abc', code: '' }],
    ['k.Ab12.482913', { kind: 'checkIn', id: 'Ab12', code: '482913' }],
    ['k.Ab12.48291', null], ['k.Ab12', null], ['a.x.y', null], ['z.abc', null], ['n.', null], ['', null],
  ])('%s', (text, scene) => expect(readScene(text)).toEqual(scene))

  test('inside what a scan gives: a mini-program path or an address', () => {
    expect(sceneOfScan('pages/enter/index?scene=k.Ab12.482913', '')?.code).toBe('482913')
    expect(sceneOfScan(undefined, 'http://localhost/#/pages/enter/index?scene=k.Ab12.482913&x=1')?.id).toBe('Ab12')
    expect(sceneOfScan('pages/enter/index?scene=k.Ab12%2E482913')?.kind).toBe('checkIn')
    expect(sceneOfScan('weixin://pay', undefined)).toBeNull()
  })
})
