/** Official code lists and the labels of states, in one place: the server keeps codes, a screen shows labels. */

/** Who may call an action at all. Each word after `member` is a power that posts give (cloudfunctions/regulations/powers.ts). */
export const accessLevels = ['anyone', 'member', 'leadGroup', 'runBranch', 'keepRoster', 'appoint', 'oversee'] as const
export type Access = (typeof accessLevels)[number]
/** A power that comes from a post. */
export type Power = Exclude<Access, 'anyone' | 'member'>

export const organisationKinds = { committee: '党委', generalBranch: '党总支', branch: '党支部', group: '党小组' } as const
export type OrganisationKind = keyof typeof organisationKinds

/** A branch may be temporary (细则 §22: it admits nobody) or cover several units (支部条例 §5). */
export const organisationForms = { ordinary: '一般', temporary: '临时', joint: '联合' } as const
export type OrganisationForm = keyof typeof organisationForms

export const standings = { full: '正式党员', probationary: '预备党员' } as const
export type Standing = keyof typeof standings

export const posts = {
  secretary: '书记',
  deputySecretary: '副书记',
  organisationOfficer: '组织委员',
  publicityOfficer: '宣传委员',
  disciplineOfficer: '纪检委员',
  committeeMember: '委员',
  groupLeader: '党小组长',
  clerk: '组织员',
} as const
export type Post = keyof typeof posts

/** Before membership: from the first application on. */
export const stages = { applicant: '入党申请人', activist: '入党积极分子', prospect: '发展对象' } as const
export type Stage = keyof typeof stages
/** How a paper of somebody's file was found. */
export const paperStates = { complete: '齐全', none: '没有', noDate: '缺日期', noSignature: '缺签名', noSeal: '缺盖章', notNeeded: '当时不要求' } as const
export type PaperState = keyof typeof paperStates

/** How a member stands, on separate axes (DOMAIN.md §3). 党籍 */
export const memberships = { normal: '正常', suspended: '停止党籍', ended: '已出党' } as const
export type Membership = keyof typeof memberships
/** 组织关系 */
export const relations = { here: '在本支部', leaving: '转出中', left: '已转出', arriving: '转入中', kept: '保留' } as const
export type Relation = keyof typeof relations
/** 联系 */
export const contacts = { normal: '正常', lost: '失联' } as const
export type Contact = keyof typeof contacts
/** 流动 */
export const floatings = { no: '否', out: '流出', in: '流入' } as const
export type Floating = keyof typeof floatings
/** What a floating member carries: none for a short absence; the card where the relation is not moved. */
export const certificates = { none: '不开证明', proof: '党员证明信', card: '流动党员活动证', introduction: '组织关系介绍信' } as const
export type Certificate = keyof typeof certificates
/** How a floating member was spoken with, or somebody out of contact was looked for. */
export const contactWays = { phone: '电话', message: '微信或短信', visit: '见面', letter: '书面', host: '通过接收方党组织', family: '通过家人或同学' } as const
export type ContactWay = keyof typeof contactWays
/** 处分: that it stands and since when, never its papers. */
export const disciplines = { none: '无', warning: '警告', seriousWarning: '严重警告', removedFromPosts: '撤销党内职务', onProbation: '留党察看', expelled: '开除党籍' } as const
export type Discipline = keyof typeof disciplines
/** The papers of a member's file, in the order in which they come about; each with its stage and article in regulations/papers. */
export const paperTitles = {
  application: '入党申请书',
  talk: '派人谈话记录',
  recommended: '推荐（推优）和确定为积极分子的记录',
  filed: '积极分子备案表',
  observation: '入党积极分子培养考察登记表',
  consent: '上级党委同意列为发展对象的意见',
  publicNotice: '发展对象公示材料',
  review: '政治审查结论性材料',
  training: '集中培训结业证明',
  preliminary: '上级党委预审意见',
  pledge: '入党志愿书',
  resolution: '接收预备党员的支部大会决议',
  approval: '上级派人谈话和审批意见',
  probationBook: '预备党员教育考察登记表',
  fullApplication: '转正申请书',
  fullResolution: '转正的支部大会决议',
  fullApproval: '转正审批意见',
} as const
export type PaperKey = keyof typeof paperTitles
/** Why a membership is suspended: 停止党籍, which can be restored (教管条例 §24). */
export const suspendReasons = { settledAbroad: '在国外定居', studyAbroad: '出国学习研究超过五年仍未返回', lost: '失去联系满六个月，经查找仍联系不上' } as const
export type SuspendReason = keyof typeof suspendReasons
/** Why somebody is no member any more (DOMAIN.md §3): none of them is taken back by restoring. */
export const endReasons = {
  withdrew: '退党', persuaded: '劝其退党', refusedToLeave: '劝而不退除名', leftOfOwnAccord: '自行脱党除名', removed: '除名', expelled: '开除党籍',
  probationCancelled: '取消预备党员资格', notRecognised: '不予承认党员身份', died: '去世',
} as const
export type EndReason = keyof typeof endReasons
/** What a timeline tells of a person. */
export const personEventKinds = { roster: '名册', stage: '发展', membership: '党籍', relation: '组织关系', contact: '联系', floating: '流动', discipline: '处分', post: '职务', paper: '材料', group: '党小组', community: '双报到' } as const
export type PersonEventKind = keyof typeof personEventKinds

/** What an item of the home page's inbox is about; each has its page in src/services/todos.ts. */
export const inboxKinds = [
  'notice', 'activity', 'appeal', 'appealMine', 'confirmPost', 'cardReturned', 'importRunning',
  'correction', 'correctionMine', 'transfer', 'floating', 'lostContact', 'collection', 'graduation', 'graduationMine', 'handover', 'unusual', 'review', 'vote', 'election', 'counting', 'released',
] as const
export type InboxKind = (typeof inboxKinds)[number]

/** GB/T 2261.1 */
export const sexes = { '0': '未知', '1': '男', '2': '女', '9': '未说明' } as const
export type Sex = keyof typeof sexes

/** GB/T 3304; index of the list is the code, 97 is 其他. */
const ethnicityNames =
  '汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇 柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺'.split(' ')
export const ethnicities: Record<string, string> = {
  ...Object.fromEntries(ethnicityNames.map((name, i) => [String(i + 1).padStart(2, '0'), name + '族'])),
  '97': '其他',
}

/** GB/T 4658-2006, the codes a party roster uses. */
export const educations: Record<string, string> = {
  '11': '博士研究生毕业', '12': '博士研究生结业', '13': '博士研究生肄业', '14': '硕士研究生毕业', '15': '硕士研究生结业', '16': '硕士研究生肄业',
  '17': '研究生班毕业', '18': '研究生班结业', '19': '研究生班肄业', '10': '研究生', '21': '大学本科毕业', '22': '大学本科结业', '23': '大学本科肄业',
  '28': '大学普通班毕业', '20': '大学本科', '31': '大学专科毕业', '32': '大学专科结业', '33': '大学专科肄业', '30': '大学专科',
  '41': '中专毕业', '42': '中专结业', '43': '中专肄业', '44': '职业高中毕业', '45': '职业高中结业', '46': '职业高中肄业',
  '47': '技工学校毕业', '48': '技工学校结业', '49': '技工学校肄业', '40': '中等职业教育', '61': '普通高中毕业', '62': '普通高中结业', '63': '普通高中肄业',
  '60': '普通高级中学', '71': '初中毕业', '73': '初中肄业', '70': '初级中学', '81': '小学毕业', '83': '小学肄业', '80': '小学', '90': '其他',
}

export const activityStates = { open: '报名中', closed: '报名截止', started: '进行中', ended: '已结束', cancelled: '已取消' } as const
export type ActivityState = keyof typeof activityStates
export const signUpStates = { none: '未报名', going: '已报名', waiting: '候补中' } as const
export type SignUpState = keyof typeof signUpStates
export const checkInWays = { code: '扫码签到', organiser: '组织者代签' } as const
export type CheckInWay = keyof typeof checkInWays
export const receiptWays = { read: '已读', replied: '群里已回复', told: '已电话告知', leave: '请假' } as const
export type ReceiptWay = keyof typeof receiptWays
export const appealStates = { submitted: '待答复', answered: '已答复', closed: '已办结，请您确认', solved: '已解决', reopened: '未解决，再次办理' } as const
export type AppealState = keyof typeof appealStates
/** Why two records of a roster may be one person's, the surest first. */
export const duplicateReasons = { sameNumber: '学号相同', sameBirthMonth: '姓名和出生年月相同', noBirthday: '姓名相同，有一条没填出生日期' } as const
export type DuplicateReason = keyof typeof duplicateReasons
/** What can be chosen from either of two records when they become one. */
export const mergeItems = {
  name: '姓名', standing: '人员类别', sex: '性别', ethnicity: '民族', birthday: '出生日期', education: '学历', joinedOn: '加入党组织日期', fullOn: '转为正式党员日期',
  job: '工作岗位', studentNumber: '学号', className: '班级', group: '党小组', phone: '手机号', landline: '固定电话', address: '家庭住址', idNumber: '身份证号',
  nativePlace: '籍贯', grade: '年级', major: '专业', appliedOn: '申请入党日期', activistOn: '确定为积极分子日期', prospectOn: '列为发展对象日期', sponsors: '入党介绍人', mentors: '培养联系人', remark: '备注',
} as const
export type MergeItem = keyof typeof mergeItems
/** What an import does: everything, only people who are on the roster, only people who are not. */
export const importWays = { both: '新增和更新', update: '只更新已有', add: '只新增' } as const
export type ImportWay = keyof typeof importWays
export const importStates = { staged: '待确认', committing: '导入中', done: '已导入', undoing: '撤销中', undone: '已撤销', cancelled: '已放弃' } as const
export type ImportState = keyof typeof importStates
/** What of a person is encrypted and shown masked; seen whole only by a recorded act. */
export const sensitiveItems = { phone: '手机号', landline: '固定电话', address: '家庭住址', idNumber: '身份证号' } as const
export type SensitiveItem = keyof typeof sensitiveItems

/** 组织关系转接: inside this tree, to elsewhere, from elsewhere. */
export const transferKinds = { inside: '内部转接', out: '转出', in: '转入' } as const
export type TransferKind = keyof typeof transferKinds
/** Where a transfer stands; the last four are over. */
export const transferStates = {
  applied: '待支部同意', approving: '待上级同意', accepting: '待接收', returned: '已退回，待修改', preparing: '待开介绍信', issued: '已开介绍信，待回执', announced: '待报到', receiptDue: '已接收，待寄回执',
  done: '已办结', withdrawn: '已撤回', cancelled: '已撤销', refused: '未接收',
} as const
export type TransferState = keyof typeof transferStates
/** What was done in a transfer. */
export const transferActs = {
  applied: '申请转接', started: '发起转接', agreed: '同意', returned: '退回', resubmitted: '修改后再次提交', accepted: '接收', withdrawn: '撤回', cancelled: '撤销',
  issued: '开具介绍信', renewed: '重新开具介绍信', receipt: '收到回执', announced: '登记转入', received: '接收报到', receiptSent: '寄回回执', refused: '不接收',
} as const
export type TransferAct = keyof typeof transferActs
/** What of the own record a member can ask to have corrected; contact data are corrected at once. */
export const correctionItems = {
  name: '姓名', sex: '性别', ethnicity: '民族', birthday: '出生日期', education: '学历', joinedOn: '加入党组织日期', fullOn: '转为正式党员日期', job: '工作岗位',
  studentNumber: '学号', className: '班级', nativePlace: '籍贯', grade: '年级', major: '专业', idNumber: '身份证号' } as const
export type CorrectionItem = keyof typeof correctionItems
export const correctionStates = { open: '等书记核对', accepted: '已采纳', declined: '没有采纳', withdrawn: '已撤回' } as const
export type CorrectionState = keyof typeof correctionStates

/** 民主评议: what a member may be graded, and what a ballot may say besides. */
export const grades = { excellent: '优秀', good: '合格', fair: '基本合格', poor: '不合格' } as const
export type Grade = keyof typeof grades
export const satisfactions = { pleased: '满意', content: '基本满意', displeased: '不满意' } as const
/** Answers of their own: neither is a grade, and neither is chosen beforehand. */
export const noGrades = { unknown: '不了解', abstain: '弃权' } as const
export const reviewScales = { grades: '四个等次', satisfaction: '满意度' } as const
export type ReviewScale = keyof typeof reviewScales
/** Of what number those graded 优秀 are at most a third: the branch chooses. */
export const excellentBases = { fullMembers: '正式党员人数', reviewed: '这次评定的人数' } as const
export type ExcellentBase = keyof typeof excellentBases
/** Who gives the grades of a review: a branch without a committee has its assembly do it (支部条例 §20). */
export const deciders = { committee: '支委会', assembly: '支部党员大会' } as const
export type Decider = keyof typeof deciders
export const reviewStates = { draft: '准备中', open: '正在进行', paused: '已暂停', closed: '等待评定', published: '已公布', void: '已作废' } as const
export type ReviewState = keyof typeof reviewStates
/** How voters of a group come in. */
export const voterEntries = { roster: '党员用自己的微信', slips: '每人一张一次性小票', list: '名单上的学号', pins: '名单上的学号和密码条', room: '现场扫码，按到场人数', paper: '纸质票，两人分别录入', written: '会前书面意见，两人分别录入' } as const
export type VoterEntry = keyof typeof voterEntries
