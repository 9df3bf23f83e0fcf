package dev.millrace.jobs.analysis;

import dev.millrace.jobs.embedded.Language;
import java.util.List;
import java.util.Locale;

/// One aspect of a tender: a tab in the result.
///
/// The queries are what the embedded engine compares sentences with, and what tells a language
/// model what belongs here. They are a part of the documented behaviour; see docs/task-types.md.
enum Tab {
  REQUIREMENTS(
      "Requirements",
      "资格与要求",
      "The bidder must meet these qualification requirements\n"
          + "The supplier shall provide the following deliverables and services",
      "投标人必须具备的资格条件\n" + "供应商应当满足的项目需求和服务内容"),
  SCORING(
      "Scoring",
      "评分标准",
      "Bids are evaluated by these award criteria with points and weights\n"
          + "The maximum score for price and quality",
      "评标办法和评分标准，各项分值及权重\n" + "价格分和技术分的满分为多少分"),
  DATES(
      "Dates",
      "时间节点",
      "The deadline for submitting the bid is on this date and time\n"
          + "Schedule, delivery date, contract period and milestones",
      "投标截止时间和开标时间\n" + "交货期、工期和合同期限"),
  COMMERCIAL(
      "Commercial terms",
      "商务条款",
      "Payment terms, invoice, price, bid bond and performance guarantee\n"
          + "The budget and the maximum contract price",
      "付款方式、报价要求和投标保证金\n" + "项目预算金额、最高限价和履约保证金"),
  TECHNICAL(
      "Technical terms",
      "技术条款",
      "Technical specification, performance, interfaces and standards of the system\n"
          + "The software and hardware must support these functions",
      "技术规格、性能指标和技术参数要求\n" + "系统应支持的功能、接口和标准"),
  RISKS(
      "Risks",
      "风险",
      "Penalties, liability, termination and liquidated damages\n"
          + "The bid will be rejected if this condition is not met",
      "违约责任、罚款和合同解除\n" + "不满足该条款将作废标或无效投标处理");

  private final String english;
  private final String chinese;
  private final String englishQueries;
  private final String chineseQueries;

  Tab(String english, String chinese, String englishQueries, String chineseQueries) {
    this.english = english;
    this.chinese = chinese;
    this.englishQueries = englishQueries;
    this.chineseQueries = chineseQueries;
  }

  /// The tab's stable name.
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  String title(Language language) {
    return switch (language) {
      case EN -> english;
      case ZH -> chinese;
    };
  }

  List<String> queries(Language language) {
    return switch (language) {
      case EN -> englishQueries.lines().toList();
      case ZH -> chineseQueries.lines().toList();
    };
  }
}
