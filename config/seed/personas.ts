/** Somebody whom one can be in the browser preview; the preview reads the list from personas.json. */
export interface Persona {
  key: string
  /** What the switch shows. */
  label: string
  /** Whose calls the local cloud takes them for. */
  openid: string
  /** One line of explanation. */
  note: string
}

/** Who belongs to no branch: the same in every preview. */
export const outsiders: Persona[] = [
  { key: 'student', label: '学生 林小雨', openid: 'o-local-student', note: '不是党员，没有加入支部' },
  { key: 'stranger', label: '陌生人', openid: 'o-local-stranger', note: '第一次打开小程序' },
]

/** Where nothing was seeded: the one who founds the first organisation, and two who may join. */
export const personasOfNobody: Persona[] = [
  { key: 'founder', label: '第一位负责人', openid: 'o-local-founder', note: '用创建码建立党组织' },
  { key: 'first', label: '同志甲', openid: 'o-local-first', note: '等一张加入卡片' },
  { key: 'second', label: '同志乙', openid: 'o-local-second', note: '等一张加入卡片' },
  ...outsiders,
]
