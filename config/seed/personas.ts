/** Somebody whom one can be in the browser preview; the preview reads the list from personas.json. */
export interface Persona {
  key: string
  /** What the person is, as the switch shows it. */
  label: string
  name: string
  /** Whose calls the local cloud takes them for; null: whoever this browser has always been. */
  openid: string | null
  /** One line of explanation. */
  about: string
}

/** Where nothing was seeded: the one who opens the branch with the founding code, and three who may join. */
export const personasOfNobody: Persona[] = [
  { key: 'founder', label: '负责人', name: '甲', openid: 'o-local-founder', about: '用开通码建立第一个组织' },
  { key: 'first', label: '第一位同志', name: '乙', openid: 'o-local-first', about: '等一张加入卡片' },
  { key: 'second', label: '第二位同志', name: '丙', openid: 'o-local-second', about: '等一张加入卡片' },
  { key: 'stranger', label: '陌生人', name: '路过的人', openid: null, about: '第一次打开小程序' },
]
