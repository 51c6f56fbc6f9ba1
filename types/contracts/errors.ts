/**
 * Every error a caller can meet, with the sentence a person reads. `{name}` is filled from `detail`.
 * The code's type is this list's keys, so a code without a sentence does not compile.
 */
export const errorText = {
  internal: '系统出了点问题，您的内容没有丢，请稍后再试',
  unavailable: '网络或服务暂时不通，请稍后再试',
  unknownAction: '这个版本的小程序已过期，请关闭后重新打开',
  badInput: '填写的内容不对：{what}',
  notFound: '没有找到，可能已被删除，或不在您的支部',
  forbidden: '您没有办理这件事的权限',
  notBound: '您还没有加入支部，请向支部书记要一张加入卡片',
  conflict: '刚才有人改动了这条记录，请刷新后再试',
  tooManyTries: '试得太频繁，请在{at}之后再试',
  secondFactorNeeded: '这是重要操作，请先验证本人',
  secondFactorWrong: '动态码不对，请看清最新的6位数字再输',
  secondFactorNotSet: '请先设置动态码',
  codeInvalid: '这个码不能用：可能输错、已过期或已用过，请向支部书记重新要一个',
  claimRefused: '对不上。请核对支部码、姓名和身份证号末四位，或请支部书记发一张加入卡片',
  alreadyBound: '这个微信号已经加入{organisation}，如需更换请先联系支部书记解除',
  memberTaken: '这位同志已经在另一个微信号上加入，换手机请支部书记先解除',
  noPowerBelow: '只能在本组织及下级组织内办理',
  wrongKind: '{parent}下面不能设{kind}',
  topStays: '最上级组织没有上级，不能调整隶属关系',
  moveFromAbove: '隶属关系由上级组织调整',
  moveIntoOwn: '不能调整到它自己或它的下级组织下面',
  alreadyBelow: '已经在{parent}下面',
  groupStays: '党小组不能调整到别的支部，请在那个支部新建党小组',
  treeMoving: '正在调整隶属关系，请稍等几分钟再试',
  nameTaken: '已经有同名的组织：{name}',
  postExists: '{name}已经担任{post}',
  postOccupied: '{post}现由{name}担任，请先免去原职务',
  ownPost: '自己的职务要由另一位负责人确认',
  lastOfficer: '这是最后一位负责人，请先任命接任的同志，或由上级组织办理',
  notConfirmed: '您的职务还没有经另一位负责人确认，确认后即可办理',
  hasPosts: '{name}还担任{post}，请先免去职务',
  notInOrganisation: '{name}不在这个组织，不能担任它的职务',
  postNeedsGroup: '{post}只能在{kind}里担任',
  notYetBound: '{name}还没有加入，加入后才能确认',
  foundingCodeWrong: '创建码不对或已经用过',
  memberArchived: '{name}已移出名册',
  personElsewhere: '这位同志已在别的支部名册上，请先办理组织关系转接',
  personExists: '名册上已有这位同志：{name}',
  idWrong: '身份证号{what}，请对照证件改正',
  datesWrong: '{what}',
  noticeWithdrawn: '这条通知已撤回',
  riskyText: '内容没有通过微信的文字安全检查，请修改后再发',
  activityEndsBeforeStart: '结束时间要晚于开始时间',
  activityClosesLate: '报名截止时间不能晚于活动结束时间',
  activityInPast: '活动时间已经过去',
  activityTooLong: '一次活动最长{days}天，更长的请分成几次',
  capacityTooSmall: '名额至少为1人；不限名额请留空',
  capacityBelowGoing: '已有{going}人报名，名额不能少于这个数',
  signUpClosed: '报名已在{at}截止',
  activityCancelled: '活动已取消',
  activityStarted: '活动已经开始，不能再改报名',
  activityOver: '活动已经结束',
  alreadySignedUp: '已经报过名了',
  notSignedUp: '还没有报名',
  cancelTooLate: '报名已截止，请联系组织者',
  checkInNotOpen: '还没到签到时间，{at}开始',
  checkInClosed: '签到已在{at}结束',
  checkInCodeWrong: '签到码不对或已过期（每30秒换一次，3分钟内有效），请扫现场最新的码',
  alreadyCheckedIn: '已经签到了',
  pointsOff: '本支部没有启用积分',
  reversalOfReversal: '这一条本身就是冲正，不能再冲正',
  alreadyReversed: '这一条已经冲正过了',
  chainTooLong: '接龙太长：最多读{max}行，现在有{found}行，请分几次粘贴',
  chainEmpty: '没有读到接龙，请从群里复制整段接龙再粘贴',
  appealState: '现在不能这样办理：{state}',
  fileForeign: '这个文件不是您刚才上传的，请重新选择',
  fileTooLarge: '文件太大：{found}，最大{max}',
  fileKind: '不支持这种文件，请用{kinds}',
  fileMissing: '没有收到文件，请重新上传',
  sheetEncrypted: '这个表格设了打开密码，请在电脑上去掉密码后再导入',
  sheetNotSheet: '这不是表格文件，请用 .xlsx、.xls 或 .csv',
  sheetEmpty: '表格里没有读到人员，请检查是否选错了文件',
  sheetNoHeader: '没有找到表头：第一行表头里至少要有“姓名”，并和官方汇总表一样写明各列',
  sheetTooManyRows: '表格有{found}行，一次最多导入{max}行，请分成几个文件',
  sheetTooBig: '表格展开后太大，请只保留名册这一张表再导入',
  importState: '这次导入{state}，不能再这样操作',
  importBusy: '正在处理，请稍候',
  exportEmpty: '没有可以导出的同志：名册是空的，或没有符合条件的人',
  exportTooMany: '一次最多导出{max}人，这里有{found}人，请分别从下级组织导出',
  exportBroken: '表格没有做完，请再导出一次',
  importExpired: '试导入已过24小时，请重新上传',
} as const

export type ErrorCode = keyof typeof errorText
/** What an error says beyond its code: values for the sentence's `{name}` places. */
export type ErrorDetail = Record<string, string | number>
/** A judgement's answer where something may not be done: why, in a form that both the guard and `why` use. */
export interface Refusal {
  code: ErrorCode
  detail?: ErrorDetail
}

/** The sentence for an error code, with its places filled; a place without a value is left out. */
export function errorMessage(code: ErrorCode, detail: ErrorDetail = {}): string {
  return errorText[code].replace(/\{(\w+)\}/g, (_, key: string) => String(detail[key] ?? ''))
}
